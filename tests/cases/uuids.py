"""UUIDField in its four spellings."""

import uuid

from rest_framework import serializers

from tests.testapp.models import UuidKey, UuidRow

from .case import BY_FUNCTION, Case, model_serializer

VALUES = [
    uuid.UUID(int=0),
    uuid.UUID(int=1),
    uuid.UUID(int=2**128 - 1),
    uuid.UUID(int=2**127),
    uuid.UUID("00000000-0000-0001-0000-000000000000"),
    *(uuid.uuid5(uuid.NAMESPACE_DNS, str(number)) for number in range(40)),
]


def make_rows() -> None:
    UuidRow.objects.bulk_create(
        UuidRow(id=value, other=None if rank % 7 == 0 else VALUES[-rank], rank=rank)
        for rank, value in enumerate(VALUES)
    )


def rows():
    return UuidRow.objects.order_by("rank")


def spelled(format: str) -> type:
    return model_serializer(
        UuidRow, id=serializers.UUIDField(format=format), other=serializers.UUIDField(format=format)
    )


CASES = [
    Case(
        "uuid_key",
        "a uuid as the primary key and as a column",
        "UUIDField",
        make_rows,
        model_serializer(UuidRow, "id", "other"),
        rows,
    ),
    Case("uuid_hex_verbose", "format hex_verbose", "UUIDField", make_rows, spelled("hex_verbose"), rows),
    Case("uuid_hex", "format hex", "UUIDField", make_rows, spelled("hex"), rows),
    Case("uuid_urn", "format urn", "UUIDField", make_rows, spelled("urn"), rows),
    Case(
        "uuid_int",
        "format int: a number of 128 bits",
        "UUIDField",
        make_rows,
        spelled("int"),
        rows,
        BY_FUNCTION,
    ),
    Case(
        "uuid_read_only_field",
        "ReadOnlyField over a uuid column",
        "ReadOnlyField",
        make_rows,
        model_serializer(UuidRow, other=serializers.ReadOnlyField()),
        rows,
    ),
    Case(
        "uuid_pk_alias",
        "the field named pk",
        "UUIDField",
        lambda: UuidKey.objects.create(id=VALUES[-1], name="a"),
        model_serializer(UuidKey, "pk", "name"),
        lambda: UuidKey.objects.order_by("pk"),
    ),
]
