"""``url_template``: what ``reverse()`` adds to a ``<str:…>`` route is added here too."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django.urls import path, set_script_prefix
from rest_framework import versioning
from rest_framework.relations import Hyperlink, HyperlinkedIdentityField

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField

from .contexts import PREFIXES, REQUESTS
from .pairs import Thing, get, in_context, outcome
from .urls import view
from .values import FEW, VALUES

TEMPLATES = {
    "/orders/{pk}/": "orders/<str:pk>/",
    "/orders/{pk}": "orders/<str:pk>",
    "/{pk}": "<str:pk>",
    "/é x/{pk}/": "é x/<str:pk>/",
    "/a/../{pk}/./": "a/../<str:pk>/./",
    "/.{pk}/": ".<str:pk>/",
    "/(a)+[b]*$^|\\d/{pk}/": "(a)+[b]*$^|\\d/<str:pk>/",
}
OWN = """
    inner-version own-version own-scheme slotted mock-scheme mocked-reverse django-unversioned mock namespace-int
""".split()
"""Requests whose versioning makes links by itself, or wants a version in the path."""


@pytest.fixture(autouse=True)
def _prefix() -> Iterator[None]:
    yield
    set_script_prefix("/")


def compare(template: str, context: dict[str, Any], values: list[Any]) -> None:
    with override_settings(ROOT_URLCONF=(path(TEMPLATES[template], view, name="order"),)):
        stock = in_context(HyperlinkedIdentityField(view_name="order"), context)
        ours = in_context(FastHyperlinkedIdentityField(url_template=template), context)
        for value in [*values, *values]:
            expected, found = outcome(stock, thing := Thing(value)), outcome(ours, thing)
            if expected[0] is ImproperlyConfigured:
                assert found[0] is ImproperlyConfigured
            else:
                assert found == expected, value


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_value(template: str) -> None:
    values = [value for value in VALUES if type(value) is not int or value < 10**40]
    compare(template, {"request": get()}, values)
    compare(template, {"request": None}, values)


@pytest.mark.parametrize("key", [key for key in REQUESTS if key not in OWN])
def test_each_request(key: str) -> None:
    compare("/orders/{pk}/", {"request": REQUESTS[key]()}, FEW)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_prefix(prefix: str) -> None:
    set_script_prefix(prefix)
    for request in [None, get("/?format=x", versioning.QueryParameterVersioning, "1"), get(HTTP_HOST="example.org")]:
        compare("/orders/{pk}/", {"request": request}, FEW)


def test_what_is_added() -> None:
    set_script_prefix("/app/")
    request = get("/?format=json", versioning.QueryParameterVersioning, "2", HTTP_HOST="example.org", secure=True)
    field = in_context(FastHyperlinkedIdentityField(url_template="/orders/{pk}/"), {"request": request})
    thing = Thing(5)
    for _ in range(2):
        link = field.to_representation(thing)
        assert type(link) is Hyperlink
        assert link == "https://example.org/app/orders/5/?format=json&version=2"
        assert link.obj is thing


def test_attributes_of_related_objects() -> None:
    field = in_context(
        FastHyperlinkedIdentityField(url_template="/{tenant.slug}/orders/{pk}/{tenant.owner.name}"), {"request": None}
    )
    owner = Thing(1, name="o n")
    assert field.paths == {"tenant.slug", "pk", "tenant.owner.name"}
    assert field.to_representation(Thing(5, tenant=Thing(slug="s", owner=owner))) == "/s/orders/5/o%20n"
    assert field.to_representation(Thing(5, tenant=None)) is None
    assert field.to_representation(Thing(5, tenant=Thing(slug=None, owner=owner))) is None
    assert field.to_representation(Thing(None, tenant=Thing(slug="s", owner=owner))) is None
    with pytest.raises(AttributeError):
        field.to_representation(Thing(5))


@pytest.mark.parametrize("value", ["a/b", "/"])
def test_values_that_do_not_fit(value: str) -> None:
    field = in_context(FastHyperlinkedIdentityField(url_template="/orders/{slug}/"), {"request": get()})
    for _ in range(2):
        with pytest.raises(ImproperlyConfigured) as caught:
            field.to_representation(Thing(5, slug=value))
        assert str(caught.value) == (
            f"FastHyperlinkedIdentityField cannot fill '/orders/{{slug}}/' with {{'slug': {value!r}}}: "
            "each value has to be a text that is not empty and has no slash."
        )
    with pytest.raises(ImproperlyConfigured, match="not empty"):
        field.to_representation(Thing(5, slug=""))


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("", "names no attribute, as '/orders/{pk}/' does"),
        ("/orders/", "names no attribute"),
        ("/orders/{}/", "names no attribute"),
        ("/orders/{5}/", "names no attribute"),
        ("/orders/{pk!r}/", "names no attribute"),
        ("orders/{pk}/", "begins with one slash"),
        ("//orders/{pk}/", "begins with one slash"),
        ("http://x/{pk}/", "begins with one slash"),
        ("{pk}/", "begins with one slash"),
        ("/orders/{pk}/?a=b", "with no query"),
        ("/orders/{pk}/#a", "with no query"),
        ("/orders/{{pk}}/", "attributes in braces"),
        ("/orders/{pk}/{}", "attributes in braces"),
        ("/orders/{pk}/{a.}", "attributes in braces"),
        ("/orders/{pk}/{a..b}", "attributes in braces"),
        ("/orders/{pk}/{.a}", "attributes in braces"),
        ("/orders/{pk}/{pk}/", "names an attribute twice"),
        ("/orders/{a.b}/{a__b}/", "names an attribute twice"),
    ],
)
def test_bad_templates(template: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)) as caught:
        FastHyperlinkedIdentityField(url_template=template)
    assert repr(template) in str(caught.value)


def test_arguments_that_exclude_each_other() -> None:
    with pytest.raises(AssertionError, match="exclude each other"):
        FastHyperlinkedIdentityField(url_template="/{pk}/", lookup_fields={"pk": "pk"})
    with pytest.raises(AssertionError, match="exclude each other"):
        FastHyperlinkedIdentityField(view_name="x", lookup_fields={"pk": "pk"}, lookup_field="slug")
    with pytest.raises(AssertionError, match="has to name a keyword argument"):
        FastHyperlinkedIdentityField(view_name="x", lookup_fields={})
    with pytest.raises(AssertionError, match="needs the `view_name`"):
        FastHyperlinkedRelatedField(url_template="/{pk}/", queryset=[])


def test_a_subclass_has_them_as_attributes() -> None:
    class OrderLink(FastHyperlinkedIdentityField):
        url_template = "/orders/{number}/"

    class TenantLink(FastHyperlinkedIdentityField):
        lookup_fields = {"pk": "pk", "b": "tenant.slug"}

    thing = Thing(5, number=7, tenant=Thing(slug="s"))
    assert in_context(OrderLink(), {"request": None}).to_representation(thing) == "/orders/7/"
    with override_settings(ROOT_URLCONF="tests.links.urls"):
        link = in_context(TenantLink(view_name="two"), {"request": None}).to_representation(thing)
    assert link == "/two/5/b/s/"


def test_a_changed_template_is_seen() -> None:
    field = in_context(FastHyperlinkedIdentityField(url_template="/a/{pk}/"), {"request": None})
    assert field.to_representation(Thing(5)) == "/a/5/"
    field.url_template = "/b/{pk}/"
    assert field.to_representation(Thing(5)) == "/b/5/"
    field.url_template, field.lookup_fields = "/c/{slug}/", {"slug": "slug"}
    assert field.to_representation(Thing(5, slug="x")) == "/c/x/"
