"""The values of a statement's parameters, from a request's query string."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.serializers import Serializer


def valid_params(serializer: Serializer[Any]) -> Mapping[str, Any]:
    """What a serializer makes of the query parameters it was given.

    A field that the request leaves out, and that has no default, is None.

    Raises:
        ValidationError: as DRF does; also for an integer that no column of a database can hold.
    """
    serializer.is_valid(raise_exception=True)
    values = {**dict.fromkeys(names_of(serializer)), **serializer.validated_data}
    if too_large := [name for name, value in values.items() if any(map(_is_too_large, _each(value)))]:
        raise ValidationError({name: ["Ensure this value fits into 64 bits."] for name in too_large})
    return values


def names_of(serializer: Serializer[Any]) -> list[str]:
    """What a serializer's validated data may hold."""
    return [field.source_attrs[0] for field in serializer._writable_fields if field.source_attrs]


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _each(item)
    else:
        yield value


def _is_too_large(value: Any) -> bool:
    return isinstance(value, int) and not -(2**63) <= value < 2**63
