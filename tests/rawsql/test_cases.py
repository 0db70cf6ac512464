"""Every case of the library once more, its table read by hand-written SQL: the same bytes, or errors, as DRF."""

import pytest

from tests.cases import APPLICABLE, Case, require
from tests.rawsql.support import sealed
from tests.views import compare

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize("case", APPLICABLE, ids=str)
def test_case(case: Case) -> None:
    require(case)
    with case.environment():
        case.rows()
        model = case.queryset().model
        if len(model._meta.pk_fields) > 1:
            pytest.skip("rows have one key")
        compare(queryset=sealed(model).order_by("pk"), serializer_class=case.serializer_class, filter_backends=[])
