"""The system check of ``url_template``: nothing reverses it, so that only the URLconf can tell whether it is right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.urls import Resolver404, ResolverMatch, resolve
from rest_framework.relations import HyperlinkedRelatedField, ManyRelatedField
from rest_framework.serializers import Serializer

from drf_sqllist.links.explicit import places

_SAMPLES = ("1", "2024", "a", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
"""For routes of integers, of years, of words, of UUIDs."""


def check_templates() -> list[CheckMessage]:
    """``sqllist.W007``: templates that lead nowhere, or to another view than the field's."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    return [
        Warning(
            f"{cls.__name__}.{name} has the url_template {field.url_template!r}, which {wrong}.",
            hint="Write the path as the route has it, with attributes in the places of its arguments and without the "
            "script prefix; or leave url_template out, and give the view_name.",
            obj=cls,
            id="sqllist.W007",
        )
        for cls in project_serializers(Serializer)
        for name, field in _templated(cls)
        if (wrong := _wrong(field))
    ]


def project_serializers(base: type) -> Iterator[type]:
    """The serializer classes of the project's modules; those made while it runs are nobody's to mend."""
    found: dict[type, None] = {}
    waiting: list[Any] = [base]
    while waiting:
        for cls in waiting.pop().__subclasses__():
            if cls not in found:
                found[cls] = None
                waiting.append(cls)
    return (cls for cls in found if _stands_in_its_module(cls))


def _stands_in_its_module(cls: type) -> bool:
    owner: Any = sys.modules.get(cls.__module__)
    for name in cls.__qualname__.split("."):
        owner = getattr(owner, name, None)
    return owner is cls


def _templated(cls: Any) -> Iterator[tuple[str, Any]]:
    """A class's own fields with templates, by their names."""
    inherited = {id(field) for base in cls.__mro__[1:] for field in getattr(base, "_declared_fields", {}).values()}
    for name, field in cls._declared_fields.items():
        one = field.child_relation if isinstance(field, ManyRelatedField) else field
        is_own = id(field) not in inherited and isinstance(one, HyperlinkedRelatedField)
        if is_own and getattr(one, "url_template", None) is not None:
            yield name, one


def _wrong(field: Any) -> str:
    """What is wrong with a field's template; empty if nothing is."""
    matches = [*_matches(field.url_template)]
    if not matches:
        return "no route takes"
    if field.view_name == field.url_template or any(_is_of(match, field.view_name) for match in matches):
        return ""
    others = ", ".join(dict.fromkeys(repr(match.view_name) for match in matches))
    return f"leads to {others} instead of {field.view_name!r}"


def _matches(url_template: str) -> Iterator[ResolverMatch]:
    paths = {*places(url_template).values()}
    for values in product(_SAMPLES, repeat=len(paths)):
        path = url_template
        for attribute, value in zip(paths, values, strict=True):
            path = path.replace(f"{{{attribute}}}", value)
        try:
            yield resolve(path)
        except Resolver404:
            continue


def _is_of(match: ResolverMatch, view_name: str) -> bool:
    """Whether a view has this name, perhaps in the namespace of a version."""
    names = (match.view_name, ":".join((*match.app_names, match.url_name or "")))
    return any(name == view_name or name.endswith(f":{view_name}") for name in names)
