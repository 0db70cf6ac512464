"""DRF's field and ours, asked the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rest_framework.relations import Hyperlink, HyperlinkedIdentityField, HyperlinkedRelatedField
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.test import APIRequestFactory

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField

TWINS = {
    HyperlinkedIdentityField: FastHyperlinkedIdentityField,
    HyperlinkedRelatedField: FastHyperlinkedRelatedField,
}


class Thing:
    """An object that a link may lead to."""

    def __init__(self, pk: Any = None, **attributes: Any) -> None:
        self.pk = pk
        vars(self).update(attributes)

    def __repr__(self) -> str:
        return "Thing"


def outcome(field: Any, value: Any) -> tuple[Any, ...]:
    """What a field makes of an object, or what it raises; the field's own class is not told."""
    try:
        found = field.to_representation(value)
    except Exception as error:
        return type(error), re.sub(r"Fast(?=Hyperlinked)", "", str(error))
    return type(found), found, found.obj is value if isinstance(found, Hyperlink) else None


def get(url: str = "/", scheme: Any = None, version: Any = None, **environ: Any) -> Request:
    """DRF's request, as a view has it."""
    request = Request(APIRequestFactory().get(url, **environ))
    request.versioning_scheme, request.version = None if scheme is None else scheme(), version
    return request


def in_context(field: Any, context: Mapping[str, Any]) -> Any:
    """A field of a serializer that is given a context."""
    field.bind("link", Serializer(context=dict(context)))
    return field


class Pair:
    """The two fields, with the same arguments.

    Arguments:
        context: their serializer's; the same one for both.
        kind: DRF's class.
        options: of the fields.
    """

    def __init__(self, context: Mapping[str, Any], kind: Any = HyperlinkedIdentityField, **options: Any) -> None:
        self.fields = (in_context(kind(**options), context), in_context(TWINS[kind](**options), context))

    @property
    def ours(self) -> Any:
        return self.fields[1]

    def compare(self, *values: Any) -> list[tuple[Any, ...]]:
        """Asserts that both make the same of each value, by turns; returns it."""
        found = []
        for value in values:
            expected, ours = (outcome(field, value) for field in self.fields)
            assert ours == expected, (self.ours.view_name, type(value.pk), self.ours.context)
            found.append(expected)
        return found

    def change(self, **attributes: Any) -> None:
        """Gives both fields an attribute."""
        for field in self.fields:
            for name, value in attributes.items():
                setattr(field, name, value)
