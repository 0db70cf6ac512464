"""Making rows, also such as the ORM would not write."""

import json
import random
import string
from collections.abc import Callable, Iterable

from django.db import connection, models


def make(model: type[models.Model], **columns: Iterable[object]) -> Callable[[], None]:
    """A ``rows`` callable: one row for each value of each column, the other columns left at their defaults."""

    def rows() -> None:
        for name, values in columns.items():
            model._default_manager.bulk_create(model(**{name: value}) for value in values)

    return rows


def raw(model: type[models.Model], column: str, *literals: str) -> Callable[[], None]:
    """A ``rows`` callable: rows made by the ORM, then this column set to SQL literals as they stand."""

    def rows() -> None:
        for literal in literals:
            row = model._default_manager.create()
            names = (connection.ops.quote_name(name) for name in (model._meta.db_table, column, model._meta.pk.column))
            key = model._meta.pk.get_db_prep_value(row.pk, connection)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE {} SET {} = {} WHERE {} = %s".format(*_order(*names, literal)), [key])

    return rows


def _order(table: str, column: str, key: str, literal: str) -> tuple[str, str, str, str]:
    return table, column, literal.replace("%", "%%"), key


def both(*makers: Callable[[], object]) -> Callable[[], None]:
    """Several ``rows`` callables one after the other."""

    def rows() -> None:
        for maker in makers:
            maker()

    return rows


CHARACTERS = [
    *(chr(code) for code in range(0x01, 0x20)),
    '"',
    "\\",
    "/",
    "</script>",
    "'",
    "%",
    "%s",
    "{}",
    "$1",
    *(chr(code) for code in range(0x7F, 0xA1)),
    "\u00ad",
    "é",
    "e\u0301",
    "\u200f",
    "\u2028",
    "\u2029",
    "a\u2028b\u2029c",
    "\ufeff",
    "\ufffd",
    "\ufffe",
    "\uffff",
    "😀",
    "\U0010ffff",
    "",
    " ",
    " lead and trail ",
    "\\u2028",
    "\\\\",
    '\\"',
    "\r\n\t\b\f",
    json.dumps({"a": [1, "é\u2028"]}),
]


def random_texts(count: int, seed: int = 2) -> list[str]:
    """Strings of characters that JSON, SQL or Python treat in a way of their own."""
    chooser = random.Random(seed)
    alphabet = [*string.printable, *(text for text in CHARACTERS if len(text) == 1)]
    return ["".join(chooser.choices(alphabet, k=chooser.randrange(30))) for _ in range(count)]


def random_floats(count: int, low: float, high: float, seed: int = 3) -> list[float]:
    """Spread over the exponents, both signs."""
    import math

    chooser = random.Random(seed)
    return [chooser.choice((-1, 1)) * math.exp(chooser.uniform(math.log(low), math.log(high))) for _ in range(count)]
