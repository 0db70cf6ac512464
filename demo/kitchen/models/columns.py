"""Model fields of the project's own: what is loaded is not what the column holds."""

from base64 import b64decode, b64encode
from itertools import cycle
from typing import Any

from django.db import models


class CommaSeparatedField(models.CharField):
    """A list of words in one column."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str] | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str] | None:
        if value is None or isinstance(value, list):
            return value
        return [word for word in value.split(",") if word]

    def get_prep_value(self, value: Any) -> str | None:
        return ",".join(value) if isinstance(value, list) else value


class SealedField(models.TextField):
    """Text that nobody reads in the table. (A toy: an exclusive or with a word is no encryption.)"""

    KEY = b"mozzarella"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else self._turned(b64decode(value)).decode()

    def get_prep_value(self, value: str | None) -> str | None:
        return None if value is None else b64encode(self._turned(value.encode())).decode()

    def _turned(self, value: bytes) -> bytes:
        return bytes(one ^ other for one, other in zip(value, cycle(self.KEY), strict=False))
