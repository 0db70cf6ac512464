"""``manage.py check`` of ``url_template``."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import override_settings
from django.urls import include, path, re_path, set_script_prefix
from rest_framework import serializers

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from drf_sqllist.template_checks import check_templates
from tests.views import Plain

VIEW = Plain.as_view()
ROUTES = (
    path("orders/<int:pk>/", VIEW, name="order"),
    path("words/<slug:pk>/<uuid:key>/", VIEW, name="word"),
    path("keys/<uuid:pk>.json", VIEW, name="key"),
    path("100/é/<str:pk>/", VIEW, name="odd"),
    re_path(r"^years/(?P<year>[0-9]{4})/$", VIEW, name="year"),
    path("v1/", include(([path("lines/<int:pk>/", VIEW, name="line")], "app"), namespace="v1")),
)


@pytest.fixture(autouse=True)
def _routes() -> Any:
    with override_settings(ROOT_URLCONF=ROUTES):
        yield


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The messages about a serializer class that stands in this module."""

    def check(**fields: Any) -> list[Any]:
        cls = type("Checked", (serializers.Serializer,), {**fields, "__module__": __name__})
        monkeypatch.setattr(f"{__name__}.Checked", cls, raising=False)
        return [message for message in check_templates() if message.obj is cls]

    return check


def link(template: str, view_name: str | None = None) -> Any:
    return FastHyperlinkedIdentityField(view_name, url_template=template)


RIGHT = [
    ("/orders/{pk}/", None),
    ("/orders/{customer.pk}/", "order"),
    ("/words/{slug}/{key}/", "word"),
    ("/keys/{key}.json", "key"),
    ("/years/{year}/", "year"),
    ("/100/é/{name}/", None),
    ("/v1/lines/{pk}/", "line"),
    ("/v1/lines/{pk}/", "v1:line"),
    ("/v1/lines/{pk}/", "app:line"),
]
WRONG = [
    ("/order/{pk}/", None, "which no route takes"),
    ("/orders/{pk}", None, "which no route takes"),
    ("/api/orders/{pk}/", "order", "which no route takes"),
    ("/words/{slug}/", None, "which no route takes"),
    ("/keys/{key}.json", "order", "leads to 'key' instead of 'order'"),
    ("/v1/lines/{pk}/", "v2:line", "leads to 'v1:line' instead of 'v2:line'"),
]


@pytest.mark.parametrize(("template", "view_name"), RIGHT)
def test_templates_that_are_right(checked: Any, template: str, view_name: str | None):
    many = FastHyperlinkedRelatedField(view_name, url_template=template, read_only=True, many=True)
    assert checked(url=link(template, view_name), many=many, name=serializers.CharField()) == []


@pytest.mark.parametrize(("template", "view_name", "text"), WRONG)
def test_templates_that_are_wrong(checked: Any, template: str, view_name: str | None, text: str):
    many = FastHyperlinkedRelatedField(view_name, url_template=template, read_only=True, many=True)
    found = checked(url=link(template, view_name), many=many, other=link("/orders/{pk}/"))
    assert [message.id for message in found] == ["sqllist.W007"] * 2
    for name, message in zip(("many", "url"), found, strict=True):
        assert f"Checked.{name} has the url_template {template!r}" in message.msg
        assert text in message.msg
        assert "view_name" in message.hint


def test_the_script_prefix_is_no_part_of_it(checked: Any):
    set_script_prefix("/api/")
    try:
        assert checked(url=link("/orders/{pk}/", "order")) == []
    finally:
        set_script_prefix("/")


def test_a_field_is_told_of_once(checked: Any, monkeypatch: pytest.MonkeyPatch):
    (message,) = checked(url=link("/nowhere/{pk}/"))
    below = type("Below", (message.obj,), {"more": link("/nowhere/{pk}/more/"), "__module__": __name__})
    monkeypatch.setattr(f"{__name__}.Below", below, raising=False)
    assert [found.msg.split()[0] for found in check_templates() if found.obj is below] == ["Below.more"]


def test_classes_made_while_running_are_left_alone():
    made = type("Made", (serializers.Serializer,), {"url": link("/nowhere/{pk}/"), "__module__": __name__})
    assert all(message.obj is not made for message in check_templates())


def test_a_project_without_urls(checked: Any, settings: Any):
    settings.ROOT_URLCONF = None
    assert checked(url=link("/nowhere/{pk}/")) == []


@pytest.mark.django_db(databases="__all__")
def test_manage_py_check_says_it(checked: Any):
    (message,) = checked(url=link("/nowhere/{pk}/"))
    assert message in run_checks()
