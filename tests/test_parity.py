"""Every case: the bytes of DRF's own path, from one statement."""

from typing import Any

import pytest
from django.test import override_settings
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from tests.cases import APPLICABLE, Case, require
from tests.cases.case import RERUN
from tests.outcomes import assert_same, difference
from tests.views import Ours, PagesOfTwo, Plain, call, compare, factory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=APPLICABLE, ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    case: Case = request.param
    require(case)
    with case.environment():
        case.rows()
        yield case


def attributes(case: Case) -> dict[str, object]:
    return {"queryset": case.queryset(), "serializer_class": case.serializer_class}


def rendered_by_drf(case: Case) -> bytes:
    """What the promise is about: the serializer's data through the stock renderer."""
    context = {"request": Request(factory.get("/rows/")), "format": None, "view": None}
    serializer = case.serializer_class(case.queryset(), many=True, context=context)
    return JSONRenderer().render(serializer.data)


def mode_of(facts: Any) -> str:
    """The mode, with a list that a value sent to DRF's path told apart from one that SQL cannot do at all."""
    if facts.mode == "serializer" and [problem.code for problem in facts.problems] == ["value"]:
        return RERUN
    return facts.mode


def test_bytes(case: Case):
    """The whole list, without pages."""
    expected = call(type("RowList", (Plain,), attributes(case)))
    actual = call(type("RowList", (Ours,), attributes(case)))
    assert_same(expected, actual)
    if case.raises:
        return
    body = rendered_by_drf(case)
    assert actual.body == body, difference(body, actual.body)
    facts = actual.response.sqllist
    assert mode_of(facts) == case.expected_mode, facts.problems
    assert facts.queries == len(actual.statements)
    if facts.mode == "serializer":
        assert facts.problems
    elif case.loads:
        assert len(actual.statements) <= len(expected.statements), actual.statements.sql
    else:
        assert len(actual.statements) == 1, actual.statements.sql


def test_large_page(case: Case):
    """Nested lists aggregated once for the whole page, as they are for many rows."""
    with override_settings(DRF_SQLLIST={"JOIN_FROM": 1}):
        expected, actual = (call(type("RowList", (view,), attributes(case))) for view in (Plain, Ours))
    assert_same(expected, actual)
    if not case.raises:
        assert mode_of(actual.response.sqllist) == case.expected_mode


def test_second_page(case: Case):
    """Page 2 of two rows each, in DRF's envelope, the total in the same statement."""
    response, statements = compare("/rows/?page=2", **attributes(case), pagination_class=PagesOfTwo)
    if response is None or response.status_code != 200:
        return
    assert response.sqllist.queries == len(statements)
    if case.expected_mode == "serializer":
        assert response.sqllist.mode == "serializer"
    elif case.expected_mode != RERUN and not case.raises:
        assert response.sqllist.mode != "serializer", response.sqllist.problems
        assert case.loads or len(statements) == 1, statements.sql
