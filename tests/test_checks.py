"""``manage.py check``: what is said of settings, views and waivers before a request comes."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.urls import clear_url_caches, path
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from drf_sqllist import SQLListMixin, SQLListView, register
from drf_sqllist.checks import check_settings, check_views, check_waivers
from drf_sqllist.plan import doors
from tests.audited import views
from tests.testapp.models import Author


class Authors(SQLListView):
    queryset = Author.objects.all()
    serializer_class = views.NAMES


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


def all_ids() -> list[str]:
    """All that the project is told. Other tests have templates for URLconfs of their own, and names that they share."""
    others = ("sqllist.W007", "sqllist.W013")
    return [found for found in ids(run_checks()) if (found or "").startswith("sqllist.") and found not in others]


@pytest.fixture
def served(monkeypatch: Any) -> Any:
    """Puts views under the URLs ``/0/``, ``/1/``, ..."""

    def serve(*classes: Any) -> Any:
        monkeypatch.setattr("tests.urls.urlpatterns", [path(f"{n}/", cls.as_view()) for n, cls in enumerate(classes)])
        clear_url_caches()
        return check_views()

    yield serve
    clear_url_caches()


@pytest.mark.django_db(databases="__all__")  # Django 6.1 has checks that ask it
def test_nothing_to_say(served: Any):
    assert served(Authors, ListAPIView) == []
    assert all_ids() == []


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"UNSUPORTED": "warn"}, "sqllist.E001"),
        ({"SHADOW": 7}, "sqllist.E001"),
        ({"REGISTER": {"tests.audited.views.Nothing.at_all": {"waive": True}}}, "sqllist.E001"),
        ({"SHADOW_ANSWER": "sql"}, "sqllist.W001"),
        ({"PLAIN_MODELS": ["testapp.Nobody"]}, "sqllist.W002"),
    ],
)
def test_settings(settings: Any, given: dict[str, Any], expected: str):
    settings.DRF_SQLLIST = given
    assert ids(check_settings()) == [expected]
    assert all_ids() == [expected]


def test_settings_that_are_right(settings: Any):
    settings.DRF_SQLLIST = {"SHADOW": 0.1, "SHADOW_ANSWER": "sql", "PLAIN_MODELS": ["testapp.Author"]}
    assert check_settings() == []


class Overriding(serializers.ModelSerializer):
    def to_representation(self, instance: Any) -> Any:
        return super().to_representation(instance)

    def get_something(self, instance: Any) -> str:
        return "something"


def test_waivers_that_match_nothing(settings: Any, monkeypatch: Any):
    monkeypatch.setattr(doors, "_doors", type(doors._doors)())
    register(Overriding.to_representation, waive=True)
    assert check_waivers() == []
    register(Overriding.get_something, waive=True)
    (message,) = check_waivers()
    assert message.id == "sqllist.W003"
    assert "Overriding.get_something matches nothing" in message.msg
    monkeypatch.setattr(doors, "_doors", type(doors._doors)())
    settings.DRF_SQLLIST = {"REGISTER": {f"{__name__}.ids": {"waive": True}}}
    assert ids(check_waivers()) == ["sqllist.W003"]


def test_a_list_that_is_never_called(served: Any):
    own = type("Own", (views.Own, SQLListMixin), {})
    (message,) = served(own)
    assert (message.id, message.obj) == ("sqllist.W004", own)
    assert "Own has a list() of its own or of another base class" in message.msg
    assert (
        served(type("First", (SQLListMixin, views.Own), {}), type("Super", (views.OwnButSuper, SQLListView), {})) == []
    )
    # Python itself puts the mixin before the class that it extends.
    assert served(type("Behind", (ListAPIView, SQLListMixin), {"queryset": Authors.queryset})) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"sqllist_unsupported": "explode"}, ["sqllist.E002"]),
        ({"sqllist_shapes": {"books": "round"}}, ["sqllist.E002"]),
        ({"sqllist_enabled": False, "sqllist_unsupported": "raise"}, ["sqllist.W005"]),
        ({"sqllist_enabled": False, "sqllist_shapes": {"books": "joined"}}, ["sqllist.W005"]),
        ({"sqllist_enabled": False}, []),
        ({"sqllist_unsupported": "raise", "sqllist_shapes": {"books": "joined"}}, []),
    ],
)
def test_options(served: Any, options: dict[str, Any], expected: list[str]):
    assert ids(served(type("Authors", (Authors,), options))) == expected


def test_a_view_that_can_only_fall_back(served: Any):
    view = type("Fallback", (Authors,), {"serializer_class": views.Listed})
    (message,) = served(view)
    assert message.id == "sqllist.W006"
    assert message.obj is view
    assert "Fallback can only be answered on DRF's own path" in message.msg
    assert "OwnList.to_representation is overridden" in message.msg
    assert served(type("Meant", (view,), {"sqllist_enabled": False})) == []
    assert served(type("Spliced", (Authors,), {"serializer_class": views.Initials})) == []


def test_views_that_cannot_be_asked_are_left_alone(served: Any):
    class OfTheUser(Authors):
        def get_queryset(self) -> Any:
            return Author.objects.filter(name=self.request.user.favourite)

    class AsksTheDatabase(Authors):
        def get_queryset(self) -> Any:
            return Author.objects.filter(pk=Author.objects.latest("pk").pk)

    class AsksInItsContext(Authors):
        serializer_class = views.Listed

        def get_serializer_context(self) -> Any:
            return {"count": Author.objects.count()}

    assert served(OfTheUser, AsksTheDatabase, AsksInItsContext) == []
    assert not connection.execute_wrappers


def test_a_project_without_urls(settings: Any):
    settings.ROOT_URLCONF = None
    assert check_views() == []
