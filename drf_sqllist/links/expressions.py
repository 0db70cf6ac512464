"""URLs as a Django expression, for querysets and reports without a serializer."""

from __future__ import annotations

from typing import Any

from django.db import NotSupportedError, models
from django.db.models import Func

from drf_sqllist.links.blanks import Blank, Texts
from drf_sqllist.links.sql import written


class LinkText(Func):
    """The texts of a URL with values between them; NULL where a value is NULL or does not fit without quotes.

    Arguments:
        texts: one more than there are blanks.
        expressions: the values, in the blanks' order.
    """

    def __init__(self, texts: tuple[str, ...], blanks: tuple[Blank, ...], *expressions: Any) -> None:
        super().__init__(*expressions, output_field=models.TextField())
        self.texts, self.blanks = texts, blanks

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """The concatenation.

        Raises:
            NotSupportedError: a database that is neither PostgreSQL nor SQLite, or a value of another type.
        """
        if connection.vendor not in ("postgresql", "sqlite"):
            raise NotSupportedError(f"URLTemplate.sql() does not know {connection.display_name}.")
        tests: list[str] = []
        test_params: list[Any] = []
        parts: list[str] = ["%s"]
        params: list[Any] = [self.texts[0]]
        for source, blank, text in zip(self.get_source_expressions(), self.blanks, self.texts[1:], strict=True):
            sql, bound = compiler.compile(source)
            test, value = written(
                connection.vendor, _kind(source, blank), f"({sql})", _text(connection.vendor, f"({sql})")
            )
            tests.append(test or f"({sql}) IS NOT NULL")
            test_params += [*bound] * tests[-1].count(f"({sql})")
            parts += [value, "%s"]
            params += [*([*bound] * value.count(f"({sql})")), text]
        return f"CASE WHEN {' AND '.join(tests)} THEN {'||'.join(parts)} END", (*test_params, *params)


def _text(vendor: str, value: str) -> str:
    return f"concat({value})" if vendor == "postgresql" else f"CAST({value} AS TEXT)"  # a cast would cut blanks


def _kind(source: Any, blank: Blank) -> Texts:
    """What SQL writes of an expression's value.

    Raises:
        NotSupportedError: a value of another type, or one that the route does not take.
    """
    field = source.output_field
    while field.remote_field is not None:
        field = field.target_field
    kinds = (
        (models.IntegerField, Texts.INTEGER),
        (models.UUIDField, Texts.UUID),
        ((models.CharField, models.TextField), Texts.WORD),
    )
    for cls, kind in kinds:
        if isinstance(field, cls) and blank.taken(kind):
            return blank.taken(kind)
    raise NotSupportedError(
        f"URLTemplate.sql() cannot write a {type(field).__name__} for {blank.name!r} ({blank.regex}): a route takes "
        "integers, UUIDs and texts in SQL, as far as its converter takes all of them. Use format()."
    )
