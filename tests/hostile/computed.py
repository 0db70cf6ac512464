"""Lists with computed fields, on both paths, and an expression whose values are converted in Python."""

import json
from typing import Any

from django.db.models import (
    CharField,
    Func,
)

from tests.views import compare


def same(serializer: Any, queryset: Any, statements: int = 1, url: str = "/rows/", **view: Any) -> Any:
    """The rows, equal on both paths, and objects by themselves like them."""
    response, recorder = compare(url, queryset=queryset, serializer_class=serializer, **view)
    assert len(recorder) == statements, recorder.sql
    return json.loads(response.rendered_content)


class NotCompiled(Func):
    """Its value is made by Python."""

    function = "UPPER"
    output_field = CharField()

    def convert_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value and value[::-1]
