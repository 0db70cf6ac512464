"""Every case, in the order of the families."""

import pytest
from django.db import connection

from . import (
    arrays,
    binary,
    boolean,
    choices,
    circles,
    computed,
    decimals,
    documents,
    duration,
    files,
    floats,
    integers,
    linked_keys,
    links,
    nested,
    output,
    prefetched,
    python,
    reads,
    registered,
    relations,
    shapes,
    sources,
    sql_nested,
    temporal,
    text,
    twins,
    uuids,
)
from .case import Case

FAMILIES = (
    text,
    integers,
    floats,
    decimals,
    boolean,
    temporal,
    duration,
    uuids,
    documents,
    choices,
    files,
    binary,
    arrays,
    computed,
    relations,
    sources,
    nested,
    prefetched,
    sql_nested,
    circles,
    shapes,
    python,
    links,
    linked_keys,
    output,
    reads,
    twins,
    registered,
)
CASES: list[Case] = [case for family in FAMILIES for case in family.CASES]
APPLICABLE = [case for case in CASES if case.applies]
"""Those of the database and the driver of this run."""


def has_extension(name: str) -> bool:
    """Whether the PostgreSQL server can load this extension."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", [name])
        return cursor.fetchone() is not None


def require(case: Case) -> None:
    """The embedded servers come without contrib modules: such a case needs a server that has them."""
    if case.needs and not has_extension(case.needs):
        pytest.skip(f"this server does not have {case.needs}")


__all__ = ["APPLICABLE", "CASES", "FAMILIES", "Case", "has_extension", "require"]
