"""``RawJSONField``: JSON that the database has built, passed through as it is."""

from __future__ import annotations

import json
from typing import Any

from rest_framework import serializers


class ParsedText(str):
    """A JSON string, parsed: no JSON text that is still to be parsed."""

    __slots__ = ()


class RawJSONField(serializers.JSONField):
    """JSON text of a column, an annotation, a hand-written SELECT, into the body as it is.

    In a list by SQL it goes from the database to the client unparsed: its spaces, the digits of its numbers, a key
    that it has twice. DRF's own path parses it and its renderer writes it again: an equal document, with
    the renderer's spaces and digits (``9.50`` becomes ``9.5``). To have DRF's bytes in lists as well,
    use DRF's ``JSONField``.

    A value that is text is JSON text; any other is one that Django has parsed.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs["read_only"] = True
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, ParsedText):
            return json.loads(value)
        return value
