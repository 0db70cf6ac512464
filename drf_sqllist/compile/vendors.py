"""What differs between the databases, and from which version on they are supported."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.plan.nodes import Representation
from drf_sqllist.problems import Problem, Unsupported

BAIL = "!"
ROW = "_row$"
"""Column that carries the order of rows through joins. No field and no annotation is called so."""


NAME_BYTES = 63
"""Of an identifier, to PostgreSQL."""


class Dialect(ABC):
    """One database's spelling of the few things that statements are built from."""

    vendor: str
    can_join_lists: bool
    """To-many relations may be aggregated once for all rows of a page."""

    @abstractmethod
    def represent(self, representation: Representation, value: str, out: Any) -> str:
        """SQL of a representation in this dialect."""

    @abstractmethod
    def json_string(self, value: str) -> str:
        """SQL for the JSON string of a text expression."""

    @abstractmethod
    def sentinel(self, head: str, payload: str | None = None) -> str:
        """SQL for a place in the body that Python fills: control characters around a head and JSON text.

        Neither can occur in JSON text, where both databases escape control characters.
        """

    @abstractmethod
    def quoted(self, payload: str) -> str:
        """SQL for the JSON string of a text expression that is a payload; NULL if it is NULL."""

    @abstractmethod
    def cast_to_text(self, value: str) -> str:
        """SQL for a value's text."""

    @abstractmethod
    def array(self, texts: Sequence[str]) -> str:
        """SQL for a JSON array of strings, null for NULL."""

    @abstractmethod
    def aggregate(self, item: str, separator: str, order: str | None = None) -> str:
        """SQL that joins the texts of a group's rows."""

    @abstractmethod
    def derived(self, inner: str, alias: str, columns: Sequence[str]) -> str:
        """A sub-select in FROM, with names for its columns."""

    def in_array(self, value: str, select: str) -> str:
        """A condition: one ordered scan of the value's index, where IN may read the whole table."""
        return f"{value} = ANY(ARRAY({select}))"

    def text(self, value: str) -> str:
        """A Python string as a literal inside a text whose ``%`` are doubled."""
        if "\x00" in value:
            raise Unsupported(Problem("nul", "", "a key, a choice or a default contains the NUL character."))
        return "'" + value.replace("'", "''").replace("%", "%%") + "'"

    def name(self, identifier: str) -> str:
        """A quoted identifier inside a text whose ``%`` are doubled."""
        return '"' + identifier.replace('"', '""').replace("%", "%%") + '"'

    def own_name(self, identifier: str) -> str:
        """A table's or a column's name as Django quotes it (``DatabaseOperations.quote_name``)."""
        quoted = identifier.startswith('"') and identifier.endswith('"')
        return (identifier if quoted else f'"{identifier}"').replace("%", "%%")

    def concat(self, parts: Sequence[str]) -> str:
        """SQL that concatenates text expressions; NULL if one of them is NULL."""
        return "||".join(parts) if parts else "''"

    def common(self, inner: str, alias: str, columns: Sequence[str]) -> str:
        """One entry of a WITH clause whose rows are numbered in their order."""
        return f"{self._header(alias, (ROW, *columns))} AS ({_numbered(inner)})"

    def common_unordered(self, inner: str, alias: str, columns: Sequence[str]) -> str:
        """One entry of a WITH clause."""
        return f"{self._header(alias, columns)} AS ({inner})"

    def materialized(self, inner: str, alias: str, columns: Sequence[str]) -> str:
        """One entry of a WITH clause that is computed by itself, before anything that reads it."""
        return f"{self._header(alias, columns)} AS MATERIALIZED ({inner})"

    def numbered(self, inner: str, alias: str, columns: Sequence[str]) -> str:
        """A sub-select in FROM whose rows are numbered in their order."""
        return self.derived(_numbered(inner), alias, (ROW, *columns))

    def _header(self, alias: str, columns: Sequence[str]) -> str:
        return _header(self, alias, tuple(columns))

    @abstractmethod
    def check_names(self, columns: Sequence[str]) -> None:
        """Raise ``Unsupported`` where the database takes two names for one."""


@lru_cache(1024)
def _header(dialect: Dialect, alias: str, columns: tuple[str, ...]) -> str:
    """An alias with names for its columns: the page's is wanted at each request."""
    dialect.check_names(columns)
    return f"{dialect.name(alias)}({', '.join(map(dialect.name, columns))})"


def _numbered(inner: str) -> str:
    return f'SELECT row_number() OVER (), "_s".* FROM ({inner}) AS "_s"'


class PostgreSQL(Dialect):
    vendor = "postgresql"
    can_join_lists = True

    def represent(self, representation: Representation, value: str, out: Any) -> str:
        return representation.postgresql(value, out)

    def json_string(self, value: str) -> str:
        return f"to_json({value})::text"

    def sentinel(self, head: str, payload: str | None = None) -> str:
        if payload is None:
            return rf"E'\x01{head}\x02'"
        return rf"E'\x01{head}:'||{payload}||E'\x02'"

    def quoted(self, payload: str) -> str:
        return f"to_json(({payload})::text)::text"

    def cast_to_text(self, value: str) -> str:
        return f"{value}::text"

    def array(self, texts: Sequence[str]) -> str:
        return f"to_json(ARRAY[{','.join(texts)}]::text[])::text"

    def aggregate(self, item: str, separator: str, order: str | None = None) -> str:
        ordered = f" ORDER BY {order}" if order else ""
        return f"string_agg({item},{self.text(separator)}{ordered})"

    def text(self, value: str) -> str:
        literal = super().text(value)
        # The same whether or not the session conforms to the standard about backslashes.
        return "E" + literal.replace("\\", "\\\\") if "\\" in literal else literal

    def derived(self, inner: str, alias: str, columns: Sequence[str]) -> str:
        return f"({inner}) AS {self._header(alias, columns)}"

    def check_names(self, columns: Sequence[str]) -> None:
        """Raise ``Unsupported`` where the database takes two names for one."""
        if len({column.encode()[:NAME_BYTES] for column in columns}) < len(columns):
            raise Unsupported(
                Problem("long-names", "", f"PostgreSQL cuts names after {NAME_BYTES} bytes, and two are then the same.")
            )


class SQLite(Dialect):
    vendor = "sqlite"
    can_join_lists = False

    def represent(self, representation: Representation, value: str, out: Any) -> str:
        return representation.sqlite(value, out)

    def json_string(self, value: str) -> str:
        return f"json_quote(CAST({value} AS TEXT))"

    def sentinel(self, head: str, payload: str | None = None) -> str:
        if payload is None:
            return f"char(1)||'{head}'||char(2)"
        return f"char(1)||'{head}:'||{payload}||char(2)"

    def quoted(self, payload: str) -> str:
        # json_quote makes 'null' of NULL; a JSON string never is that.
        return f"nullif(json_quote(CAST({payload} AS TEXT)),'null')"

    def cast_to_text(self, value: str) -> str:
        return f"CAST({value} AS TEXT)"

    def array(self, texts: Sequence[str]) -> str:
        return f"json_array({','.join(texts)})"

    def aggregate(self, item: str, separator: str, order: str | None = None) -> str:
        return f"group_concat({item},{self.text(separator)})"

    def derived(self, inner: str, alias: str, columns: Sequence[str]) -> str:
        # SQLite names the columns of a sub-select in WITH only.
        return (
            f"(WITH {self._header(alias, columns)} AS ({inner}) SELECT * FROM {self.name(alias)}) AS {self.name(alias)}"
        )

    def check_names(self, columns: Sequence[str]) -> None:
        """Names may be of any length."""

    def concat(self, parts: Sequence[str]) -> str:
        """Balanced: SQLite allows expressions 1 000 deep."""
        if len(parts) <= 400:
            return super().concat(parts)
        middle = len(parts) // 2
        return f"({self.concat(parts[:middle])})||({self.concat(parts[middle:])})"


_DIALECTS: dict[str, Dialect] = {"postgresql": PostgreSQL(), "sqlite": SQLite()}
_MINIMUM = {"postgresql": (14,), "sqlite": (3, 38)}


def dialect_for(connection: BaseDatabaseWrapper) -> Dialect:
    """The dialect of a connection.

    Raises:
        Unsupported: another database, or a version below the supported ones.
    """
    dialect = _DIALECTS.get(connection.vendor)
    if dialect is None:
        raise Unsupported(
            Problem("database", "", f"{connection.display_name} is not supported.", "Use PostgreSQL or SQLite.")
        )
    minimum = _MINIMUM[dialect.vendor]
    found = connection.get_database_version()
    if found < minimum:
        wanted, has = (".".join(map(str, version)) for version in (minimum, found))
        raise Unsupported(
            Problem("database-version", "", f"{connection.display_name} {has} is older than {wanted}.", "Upgrade it.")
        )
    return dialect
