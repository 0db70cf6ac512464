"""Writes the values that SQL left to Python, each by its own field."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from rest_framework.relations import ManyRelatedField, PKOnlyObject, PrimaryKeyRelatedField
from rest_framework.serializers import ListSerializer
from rest_framework.utils.encoders import JSONEncoder

from drf_sqllist.compile.statement import Splice
from drf_sqllist.plan.nodes import Representation
from drf_sqllist.problems import Bail


def splice_writer(
    splices: Sequence[Splice], serializer: Callable[[], Any], strict: bool, separators: tuple[str, str]
) -> Callable[[int, str], bytes]:
    """What ``execute.finish`` calls for each value.

    Arguments:
        serializer: gives the bound list serializer; called at the first value only.
        strict: DRF's ``STRICT_JSON``.
        separators: item and key separator of the body.
    """
    root: Any = None
    fields: dict[int, Any] = {}

    def write(number: int, payload: str) -> bytes:
        nonlocal root
        splice = splices[number]
        try:
            value = splice.representation.load(json.loads(payload))
            if value is None:
                return b"null"
            if splice.by_field:
                if root is None:
                    root = serializer()
                if number not in fields:
                    fields[number] = find_field(root, splice.path)
                value = _represent(fields[number], splice.representation, value)
            text = json.dumps(value, cls=JSONEncoder, ensure_ascii=False, allow_nan=not strict, separators=separators)
        except Exception as error:
            raise Bail from error  # DRF's path runs into the same, and raises it where DRF does
        return text.encode()

    return write


def _represent(field: Any, representation: Representation, value: Any) -> Any:
    if isinstance(field, PrimaryKeyRelatedField):
        value = PKOnlyObject(value)
    return (field.child if representation.of_items else field).to_representation(value)


def find_field(serializer: Any, path: Sequence[str]) -> Any:
    """The field at a path of names below a bound list serializer; the child of a list."""
    field = serializer.child
    for name in path:
        if name:
            field = field.fields[name]
        if isinstance(field, ListSerializer):
            field = field.child
        elif isinstance(field, ManyRelatedField):
            field = field.child_relation
    return field
