"""Values that only the serializer's own Python makes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from drf_sqllist.plan.nodes import Member
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import member_reader_for
from drf_sqllist.plan.relations import Row
from drf_sqllist.problems import FASTER, Problem, Unsupported


@member_reader_for(serializers.SerializerMethodField)
def read_method(reader: Reader, field: Any, row: Row) -> Member:
    """Methods of the serializer, which Python calls."""
    raise Unsupported(
        Problem(
            "method",
            "",
            f"{field.method_name}() runs in Python on the model instance.",
            FASTER,
        )
    )
