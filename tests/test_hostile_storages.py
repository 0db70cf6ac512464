"""Storages and fields of a project's own, and Django's patched: who makes the URLs of files."""

from contextvars import ContextVar
from functools import wraps
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.db import connection, models
from django.db.models.fields.files import FieldFile
from django.utils.functional import LazyObject
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.hostile.papers import mode, pair_of, papers, stored_by
from tests.views import twins

pytestmark = pytest.mark.django_db


class OwnURL(FileSystemStorage):
    def url(self, name: str | None) -> str:
        return f"{super().url(name)}?signed={len(name or '')}"


class OwnBaseURL(FileSystemStorage):
    asked = 0

    @property
    def base_url(self) -> str:
        OwnBaseURL.asked = OwnBaseURL.asked % 2 + 1
        return f"/{OwnBaseURL.asked}/"


class OwnSetting(FileSystemStorage):
    def _value_or_setting(self, value: Any, setting: Any) -> Any:
        return "/own/"


class OwnAttributes(FileSystemStorage):
    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return (lambda name: f"/own/{name.upper()}") if name == "url" else found


class OwnSaving(FileSystemStorage):
    """As projects have it to write over files."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name


class Lazy(LazyObject):
    def _setup(self) -> None:
        self._wrapped = FileSystemStorage(base_url="/lazy/")


def with_own_url() -> FileSystemStorage:
    storage = FileSystemStorage()
    storage.url = lambda name: f"/of-its-own/{name.upper()}"
    return storage


@pytest.mark.parametrize(
    ("storage", "expected"),
    [
        pytest.param(FileSystemStorage(base_url="https://files.example.org/of"), "sql", id="absolute"),
        pytest.param(FileSystemStorage(base_url=""), "sql", id="empty"),
        pytest.param(FileSystemStorage(base_url="relative"), "sql", id="relative"),
        pytest.param(OwnSaving(), "sql", id="saving"),
        pytest.param(OwnURL(), "spliced", id="url"),
        pytest.param(OwnBaseURL(), "spliced", id="base_url"),
        pytest.param(OwnSetting(), "spliced", id="setting"),
        pytest.param(OwnAttributes(), "spliced", id="attributes"),
        pytest.param(with_own_url(), "spliced", id="url_of_the_instance"),
        pytest.param(InMemoryStorage(base_url="/memory/"), "spliced", id="memory"),
        pytest.param(Lazy(), "spliced", id="lazy"),
    ],
)
def test_storages(storage: Any, expected: str):
    """A plan that was kept with another storage serves each."""
    papers("a.txt", "b/c.txt")
    pair = pair_of()
    assert mode(pair) == "sql"
    with stored_by(storage):
        assert mode(pair) == expected
        assert mode(pair_of()) == expected
    assert mode(pair) == "sql"


def test_a_base_url_that_was_set():
    papers("a.txt")
    pair = pair_of()
    storage = FileSystemStorage()
    with stored_by(storage):
        for url in ("/first/", "/second/", ""):
            storage.base_url = url
            assert mode(pair) == "sql"


where: ContextVar[str] = ContextVar("where", default="/first/")


class Choosing(models.FileField):
    """A file field of a project with tenants."""

    @property
    def storage(self) -> FileSystemStorage:
        return FileSystemStorage(base_url=where.get())

    @storage.setter
    def storage(self, value: Any) -> None:
        pass


@pytest.mark.django_db(transaction=True)
def test_a_storage_that_the_field_chooses_each_time():
    class Tenant(models.Model):
        file = Choosing()

        class Meta:
            app_label = "testapp"

    with connection.schema_editor() as editor:
        editor.create_model(Tenant)
    try:
        Tenant.objects.create(file="a.txt")
        shown = model_serializer(Tenant, "id", file=serializers.FileField())
        pair = twins(queryset=Tenant.objects.order_by("pk"), serializer_class=shown)
        for url in ("/first/", "/second/"):
            where.set(url)
            assert mode(pair) == "spliced"
    finally:
        where.set("/first/")
        with connection.schema_editor() as editor:
            editor.delete_model(Tenant)


def test_patches():
    """Of Django's own methods, as packages and tests make them."""
    papers("a.txt")
    pair = pair_of()
    original = FileSystemStorage.url

    @wraps(original)
    def signed(self: Any, name: str) -> str:
        return original(self, name.upper())

    assert mode(pair) == "sql"
    with mock.patch.object(FileSystemStorage, "url", signed):
        assert mode(pair) == "spliced"
    with mock.patch.object(FileSystemStorage, "url", lambda self, name: f"/{name}/x"):
        assert mode(pair) == "spliced"
    with mock.patch.object(FileSystemStorage, "base_url", "/patched/"), stored_by(FileSystemStorage()):
        assert mode(pair) == "spliced"
    with mock.patch.object(FieldFile, "url", property(lambda self: f"/{self.name}/y")):
        assert mode(pair) == "spliced"
    assert mode(pair) == "sql"
