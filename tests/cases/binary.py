"""Columns of bytes and of field classes that DRF does not know."""

from rest_framework import serializers

from tests.testapp.models import BinaryRow, CustomFieldRow

from .case import BY_FUNCTION, Case, model_serializer
from .rows import make

BYTES = [b"", b"abc", bytes(range(256)), b"\xff" * 100, b"a" * 57, b"a" * 58, None]
ROWS = make(BinaryRow, data=BYTES)


def rows():
    return BinaryRow.objects.order_by("pk")


CASES = [
    Case(
        "binary_base64",
        "base64 without line ends",
        "ModelField over BinaryField",
        ROWS,
        model_serializer(BinaryRow, "data"),
        rows,
        BY_FUNCTION,
    ),
    Case(
        "binary_read_only_field",
        "ReadOnlyField over bytes is what the driver makes of them",
        "ReadOnlyField",
        make(BinaryRow, data=[b"", b"abc", None]),
        model_serializer(BinaryRow, data=serializers.ReadOnlyField()),
        rows,
        "spliced",
    ),
    Case(
        "binary_unknown_class",
        "a field class of the project's own is asked for its string",
        "ModelField",
        make(CustomFieldRow, word=[list("abc"), ["é"], [], None]),
        model_serializer(CustomFieldRow, "word"),
        lambda: CustomFieldRow.objects.order_by("pk"),
        "serializer",
    ),
]
