"""IP addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db import models

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for
from drf_sqllist.types.base import Transport


@dataclass(frozen=True)
class Address(Representation):
    """An ``inet`` as the drivers print it: ``to_json`` shows a netmask only where one was stored."""

    def postgresql(self, value: str, out: Output) -> str:
        return f"to_json({value})::text"

    def sqlite(self, value: str, out: Output) -> str:
        return out.json_string(value)


@dataclass(frozen=True)
class AddressKind(Transport):
    """``GenericIPAddressField``: ``str`` values in an ``inet`` column."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("inet",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    def postgresql_payload(self, value: str) -> str:
        return f"to_json({value})#>>'{{}}'"

    def native(self) -> Representation:
        return Address()

    def string(self) -> Representation:
        return Address()


@kind_for(models.GenericIPAddressField)
def address_kind(field: models.GenericIPAddressField[str, str]) -> Kind:
    return AddressKind()
