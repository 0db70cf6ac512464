"""Every case of the library once more, its table read by hand-written SQL: the same bytes, or errors, as DRF."""

from typing import Any

import pytest
from django.db import connection

from drf_sqllist import sql_rows
from tests.cases import APPLICABLE, Case, require
from tests.views import compare

pytestmark = pytest.mark.django_db(databases="__all__")


def sealed(model: Any) -> Any:
    """All rows of a model's table."""
    options = model._meta.concrete_model._meta
    columns = {field.name: field for field in options.local_concrete_fields}
    quoted = connection.ops.quote_name(options.db_table)
    return sql_rows(f"SELECT * FROM {quoted}", {}, columns, key=options.pk.name).order_by("pk")


@pytest.mark.parametrize("case", APPLICABLE, ids=str)
def test_case(case: Case) -> None:
    require(case)
    with case.environment():
        case.rows()
        model = case.queryset().model
        if len(model._meta.pk_fields) > 1:
            pytest.skip("rows have one key")
        compare(queryset=sealed(model), serializer_class=case.serializer_class, filter_backends=[])
