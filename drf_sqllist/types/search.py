"""PostgreSQL's search vectors, which Python knows as text. Registered where psycopg is installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from drf_sqllist.plan.registry import Kind, kind_for
from drf_sqllist.types.text import TextKind


@dataclass(frozen=True)
class SearchVectorKind(TextKind):
    """The text of a ``tsvector``: no driver knows the type."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("tsvector",)
    sqlite_types: ClassVar[tuple[str, ...]] = ()


def _register() -> None:
    try:
        from django.contrib.postgres.search import SearchVectorField
    except ImportError:
        return

    @kind_for(SearchVectorField)
    def search_vector_kind(field: Any) -> Kind:
        return SearchVectorKind(own_type=True)


_register()
