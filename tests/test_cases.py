"""The cases themselves: DRF does with each what the case says it does."""

from collections import Counter

import pytest

from tests.cases import APPLICABLE, CASES, Case, require
from tests.views import Plain, call

pytestmark = pytest.mark.django_db


def test_names_are_unique():
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []


@pytest.mark.parametrize("case", APPLICABLE, ids=str)
def test_oracle(case: Case):
    require(case)
    with case.environment():
        case.rows()
        view = type("RowList", (Plain,), {"queryset": case.queryset(), "serializer_class": case.serializer_class})
        answer = call(view)
        if case.raises and case.status == 200:
            assert f"{case.raises.__module__}.{case.raises.__qualname__}: " in answer.error
        else:
            assert (answer.error, answer.status) == ("", case.status)
            assert answer.body.startswith(b"[")
