"""Binary columns, which DRF writes through ``ModelField`` as base64."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for
from drf_sqllist.types.base import Transport


def uses_psycopg2() -> bool:
    """Whether Django talks to PostgreSQL by psycopg2."""
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    return not is_psycopg3


@dataclass(frozen=True)
class Base64(Representation):
    """Django ``BinaryField.value_to_string``: base64 without line breaks."""

    def postgresql(self, value: str, out: Output) -> str:
        return f"'\"'||translate(encode({value},'base64'),E'\\n','')||'\"'"

    def sqlite(self, value: str, out: Output) -> str:
        return f"'\"'||sqllist_base64({value})||'\"'"


@dataclass(frozen=True)
class BinaryKind(Transport):
    """``bytes``; under psycopg2 ``memoryview``, which DRF writes differently."""

    is_blob: ClassVar[bool] = True

    def postgresql_payload(self, value: str) -> str:
        return f"'p'||encode({value},'hex')"

    def sqlite_payload(self, value: str) -> str:
        return f"'s'||hex({value})"

    def load(self, payload: str) -> Any:
        value = bytes.fromhex(payload[1:])
        return memoryview(value).cast("c") if payload[0] == "p" and uses_psycopg2() else value


@kind_for(models.BinaryField)
def binary_kind(field: models.BinaryField[bytes, bytes]) -> Kind:
    return BinaryKind()
