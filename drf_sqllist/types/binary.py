"""Binary columns, which DRF writes through ``ModelField`` as base64."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for
from drf_sqllist.problems import Problem, Unsupported
from drf_sqllist.types.base import Transport


@dataclass(frozen=True)
class Base64(Representation):
    """Django ``BinaryField.value_to_string``: base64 without line breaks."""

    def postgresql(self, value: str, out: Output) -> str:
        return f"'\"'||translate(encode({value},'base64'),E'\\n','')||'\"'"

    def sqlite(self, value: str, out: Output) -> str:
        return f"'\"'||sqllist_base64({value})||'\"'"


@dataclass(frozen=True)
class BinaryKind(Transport):
    """``bytes`` or ``memoryview``, depending on the driver: DRF's own bytes differ between drivers."""

    def native(self) -> Representation:
        raise Unsupported(
            Problem(
                "binary",
                "",
                "the bytes of a BinaryField read by anything but ModelField depend on the database driver.",
                "Leave the field to ModelSerializer, or give it a method.",
            )
        )

    string = native
    spliced = native


@kind_for(models.BinaryField)
def binary_kind(field: models.BinaryField[bytes, bytes]) -> Kind:
    return BinaryKind()

