"""What cannot be done with rows that have no table."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from tests.cases.library import library
from tests.rawsql.support import sealed
from tests.statements import record
from tests.testapp.models import (
    Book,
)

pytestmark = pytest.mark.django_db


WRITES: dict[str, Callable[[Any], Any]] = {
    "create": lambda rows: rows.create(title="a"),
    "update": lambda rows: rows.update(title="a"),
    "delete": lambda rows: rows.delete(),
    "bulk_create": lambda rows: rows.bulk_create([rows.model(title="a")]),
    "bulk_update": lambda rows: rows.bulk_update(rows, ["title"]),
    "get_or_create": lambda rows: rows.get_or_create(title="a"),
    "update_or_create": lambda rows: rows.update_or_create(title="a"),
    "acreate": lambda rows: rows.acreate(title="a"),
    "aupdate": lambda rows: rows.aupdate(title="a"),
    "adelete": lambda rows: rows.adelete(),
    "abulk_create": lambda rows: rows.abulk_create([]),
    "abulk_update": lambda rows: rows.abulk_update([], ["title"]),
    "aget_or_create": lambda rows: rows.aget_or_create(title="a"),
    "aupdate_or_create": lambda rows: rows.aupdate_or_create(title="a"),
    "select_for_update": lambda rows: rows.select_for_update(),
    "raw_delete": lambda rows: rows._raw_delete("default"),
    "save": lambda rows: rows.first().save(),
    "save_new": lambda rows: rows.model(title="a").save(force_insert=True),
    "save_base": lambda rows: rows.first().save_base(),
    "asave": lambda rows: rows.first().asave(),
    "row_delete": lambda rows: rows.first().delete(),
    "adelete_row": lambda rows: rows.first().adelete(),
    "refresh": lambda rows: rows.first().refresh_from_db(),
    "arefresh": lambda rows: rows.first().arefresh_from_db(),
    "manager": lambda rows: rows.model._default_manager.create(title="a"),
    "base_manager": lambda rows: rows.model._base_manager.count(),
    "default_manager": lambda rows: rows.model._default_manager.exclude(author__books__pk=1).exists(),
    "pickle": lambda rows: pickle.dumps(rows),
    "pickle_query": lambda rows: pickle.dumps(rows.query),
    "pickle_row": lambda rows: pickle.dumps(rows.first()),
}


@pytest.mark.parametrize("name", WRITES)
def test_nothing_is_written(name: str) -> None:
    """Neither is what Django would do with a table that is none."""
    library()
    with record() as statements, pytest.raises(TypeError, match=r"hand-written SQL"):
        WRITES[name](sealed(Book))
    assert not [sql for sql in statements.sql if not sql.startswith("SELECT")]
    assert Book.objects.count() == 5


def test_rows_are_copied() -> None:
    library()
    row = sealed(Book).select_related("author").get(title="Zero")
    for made in (copy.copy(row), copy.deepcopy(row)):
        assert made == row
        assert made is not row
        assert made.author.name == "Ann"
        assert made._state is not row._state
    assert copy.deepcopy(row).author is not row.author
