"""Routes of all kinds, and lists of links that are compared row by row."""

from typing import Any

import pytest
from django.test import override_settings
from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter
from rest_framework import serializers

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from tests.outcomes import assert_same
from tests.views import Plain, call, twins

CLASSES = [
    (serializers.HyperlinkedIdentityField, serializers.HyperlinkedRelatedField),
    (FastHyperlinkedIdentityField, FastHyperlinkedRelatedField),
]
both_kinds = pytest.mark.parametrize(("own", "other"), CLASSES, ids=["stock", "fast"])


class Doubled(IntConverter):
    """A converter of the project's own: what it writes is no copy."""

    def to_url(self, value: Any) -> str:
        return str(int(value) * 2)


class Backwards(StringConverter):
    def to_url(self, value: Any) -> str:
        return str(value)[::-1]


class Picky(StringConverter):
    regex = "[a-c]+"

    def to_url(self, value: Any) -> str:
        if value == "b":
            raise ValueError("not b")
        return str(value)


class Longer(IntConverter):
    """Django's ``to_url`` under another expression."""

    regex = "[0-9]{2,}"


for name, converter in {"doubled": Doubled, "backwards": Backwards, "picky": Picky, "longer": Longer}.items():
    register_converter(converter, name)


def routes(*patterns: tuple[str, str] | Any) -> Any:
    """Settings under which these routes lead to ``detail``."""
    made = [path(one, Plain.as_view(), name="detail") if isinstance(one, str) else one for one in patterns]
    return override_settings(ROOT_URLCONF=tuple(made))


def matching(regex: str, *args: Any) -> Any:
    return re_path(regex, Plain.as_view(), *args, name="detail")


ROUTES = {
    "int": ("x/<int:pk>/",),
    "uuid": ("x/<uuid:pk>/",),
    "slug": ("x/<slug:pk>/",),
    "str": ("x/<str:pk>/",),
    "path": ("x/<path:pk>",),
    "doubled": ("x/<doubled:pk>/",),
    "backwards": ("x/<backwards:pk>/",),
    "picky": ("x/<picky:pk>/",),
    "longer": ("x/<longer:pk>/",),
    "int_then_str": ("x/<str:pk>/", "n/<int:pk>/"),
    "str_then_int": ("n/<int:pk>/", "x/<str:pk>/"),
    "default": (path("x/<int:pk>/", Plain.as_view(), {"kind": "a"}, name="detail"),),
    "default_of_key": (path("x/", Plain.as_view(), {"pk": 1}, name="detail"), "y/<int:pk>/"),
    "other_argument": ("x/<int:id>/",),
    "two_arguments": ("x/<int:pk>/<int:other>/",),
    "in_the_middle": ("a.b/<str:pk>.json",),
    "glued": ("x-<str:pk>.<slug:pk2>/", "x/v<str:pk>v/"),
    "regex": (matching(r"^x/(?P<pk>\d+)/$"),),
    "regex_word": (matching(r"^x/(?P<pk>\w+)/$"),),
    "regex_no_dot": (matching(r"^x/(?P<pk>[^/.]+)/$"),),
    "regex_any": (matching(r"^x/(?P<pk>.*)/$"),),
    "regex_optional": (matching(r"^x/(?:(?P<pk>\d+)/)?$"),),
    "regex_either": (matching(r"^(?:x|y)/(?P<pk>[-\w]+)/$"),),
    "regex_open": (matching(r"^x/(?P<pk>\d+)"),),
    "regex_ahead": (matching(r"^x/(?!5)(?P<pk>[^/]+)/$"),),
    "regex_few": (matching(r"^x/(?P<pk>1|ab)/$"),),
    "regex_unnamed": (matching(r"^x/(\d+)/$"),),
    "odd_text": ("100/ü /<str:pk>/?/",),
    "percent": ("100%/<str:pk>/",),
    "dots_before": ("a/../<str:pk>/",),
    "dot_joined": ("a/.<str:pk>/",),
    "slashes": ("/a//<str:pk>//",),
    "nothing_else": ("<path:pk>",),
    "none": ("<int:other>/",),
}
every_route = pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)


def one_by_one(rows: Any, shown: Any) -> list[str]:
    """Each row by itself, and all at once: one that raises would hide the others."""
    modes = []
    for pk in [*rows.values_list("pk", flat=True), None]:
        queryset = rows if pk is None else rows.filter(pk=pk)
        pair = twins(queryset=queryset.order_by("pk"), serializer_class=shown)
        expected, actual = (call(view) for view in pair)
        assert_same(expected, actual)
        if actual.response is None:
            continue
        facts = actual.response.sqllist
        modes.append(facts.mode)
        if facts.mode == "serializer":
            assert facts.problems
            assert len(actual.statements) <= len(expected.statements) + 1, actual.statements.sql
        else:
            assert len(actual.statements) == facts.queries <= len(expected.statements), actual.statements.sql
    return modes
