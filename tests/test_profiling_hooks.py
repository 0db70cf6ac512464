"""What is put around functions while somebody measures: it changes no answer, and leaves nothing behind."""

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.core.handlers.base import BaseHandler
from django.db.models.query import QuerySet
from django.test import Client, override_settings
from rest_framework.serializers import ListSerializer, Serializer
from rest_framework.views import APIView

from drf_sqllist import fetching
from drf_sqllist.plan import plans, static
from drf_sqllist.profiling import profile
from drf_sqllist.profiling.clock import current
from drf_sqllist.profiling.hooks import hold, release
from drf_sqllist.profiling.seams import cache_seams, seams
from tests.cases import APPLICABLE, Case, require
from tests.cases.library import library
from tests.outcomes import Outcome, assert_same
from tests.statements import record
from tests.views import Ours, Plain, call

pytestmark = pytest.mark.django_db

MISSING = object()


def hooked() -> dict[str, Any]:
    """Everything that a profile exchanges, as it is now: a class's own attributes, not those of its bases."""
    return {
        f"{seam.owner.__name__}.{seam.name}": vars(seam.owner).get(seam.name, MISSING)
        for seam in (*seams(), *cache_seams())
    }


@pytest.fixture
def before() -> Iterator[dict[str, Any]]:
    """What there is while nobody measures. Handlers of other tests hold the hooks until they go."""
    gc.collect()
    before = hooked()
    yield before
    gc.collect()
    assert unequal(before) == []
    assert current.get() is None


def unequal(before: dict[str, Any]) -> list[str]:
    return [name for name, now in hooked().items() if now is not before[name]]


class TestNothingIsLeft:
    def test_after_a_profile(self, before: dict[str, Any]):
        with profile():
            assert unequal(before) == list(before)
        assert unequal(before) == []

    def test_what_a_class_inherits_is_not_its_own_afterwards(self, before: dict[str, Any]):
        """Of the cache: ``set_many`` is its base's."""
        with profile():
            assert "set_many" in vars(LocMemCache)
        assert "set_many" not in vars(LocMemCache)

    def test_after_an_exception(self, before: dict[str, Any]):
        with pytest.raises(ZeroDivisionError), profile():
            _ = 1 / 0
        assert unequal(before) == []

    def test_the_last_one_takes_them_off(self, before: dict[str, Any]):
        with profile():
            with profile():
                pass
            assert unequal(before) == list(before)
        assert unequal(before) == []

    def test_profiles_of_threads_that_come_and_go(self, before: dict[str, Any]):
        start = threading.Barrier(8)

        def work(number: int) -> list[str]:
            start.wait()
            missing = []
            for _ in range(50):
                with profile():
                    missing += set(before) - set(unequal(before))
            return missing

        with ThreadPoolExecutor(8) as pool:
            assert [missing for found in pool.map(work, range(8)) for missing in found] == []
        assert unequal(before) == []

    def test_while_a_middleware_is_there(self, before: dict[str, Any]):
        """Between its requests as well, and not a moment longer."""
        middleware = ["drf_sqllist.profiling.ProfilingMiddleware"]
        with override_settings(MIDDLEWARE=middleware, DRF_SQLLIST={"PROFILE": "everybody"}):
            handler = BaseHandler()
            handler.load_middleware()
            assert unequal(before) == list(before)
        del handler
        gc.collect()
        assert unequal(before) == []

    def test_a_middleware_that_is_off_puts_nothing_on(self, before: dict[str, Any]):
        with override_settings(MIDDLEWARE=["drf_sqllist.profiling.ProfilingMiddleware"], DEBUG=False):
            handler = BaseHandler()
            handler.load_middleware()
            assert unequal(before) == []

    def test_another_tool_that_comes_meanwhile_stays(self, before: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
        asked = []
        own = vars(APIView)["dispatch"]
        with profile():
            inner: Any = APIView.dispatch

            @wraps(inner)
            def traced(*arguments: Any, **options: Any) -> Any:
                asked.append(arguments)
                return inner(*arguments, **options)

            monkeypatch.setattr(APIView, "dispatch", traced)
        assert vars(APIView)["dispatch"] is traced
        with profile() as measured:
            library()
            call(type("RowList", (Plain,), listed()))
        assert vars(APIView)["dispatch"] is traced
        assert len(asked) == 1
        assert measured.view.seconds > 0
        APIView.dispatch = own  # what the fixture looks at

    def test_another_tool_that_was_there_before(self, before: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
        """Each time what is there is kept, though the hook is made once."""
        with profile():
            pass
        fetch_all = QuerySet._fetch_all

        def traced(queryset: Any) -> None:
            fetch_all(queryset)

        with monkeypatch.context() as patch:
            patch.setattr(QuerySet, "_fetch_all", traced)
            with profile():
                assert QuerySet._fetch_all.__wrapped__ is traced  # type: ignore[attr-defined]
            assert QuerySet._fetch_all is traced


def listed() -> dict[str, Any]:
    from tests.cases.case import model_serializer
    from tests.testapp.models import Author

    return {"queryset": Author.objects.order_by("pk"), "serializer_class": model_serializer(Author, "name")}


class TestStandIns:
    """Of methods that plans are kept by."""

    @pytest.mark.parametrize("cls", [Serializer, ListSerializer])
    def test_it_is_what_it_stands_for(self, cls: Any):
        own = cls.to_representation
        with profile():
            found = cls.to_representation
            assert found is not own
            assert found == own == found
            assert found != cls.to_internal_value
            assert {own: 1}[found] == 1
            assert found.__module__ == own.__module__ == "rest_framework.serializers"
            assert (found.__name__, found.__code__, found.__wrapped__) == (own.__name__, own.__code__, own)
            with profile():
                assert cls.to_representation == found

    def test_it_is_called_as_a_method_and_as_a_function(self):
        class Name(Serializer[Any]):
            def to_representation(self, instance: Any) -> Any:
                return Serializer.to_representation(self, instance), super().to_representation(instance)

        with profile():
            assert Name().to_representation({}) == ({}, {})


@pytest.fixture(params=APPLICABLE, ids=str)
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    case: Case = request.param
    require(case)
    with case.environment():
        case.rows()
        yield case


def kept() -> tuple[set[Any], set[Any]]:
    return set(plans._plans._values), set(fetching._templates._values)


def facts(answer: Outcome) -> Any:
    return getattr(answer.response, "sqllist", None)


def test_a_profile_changes_no_list(case: Case):
    """Neither its bytes nor how it is made, nor what is kept of it: what is found out under a profile holds without."""
    attributes = {"queryset": case.queryset(), "serializer_class": case.serializer_class}
    view = type("RowList", (Ours,), attributes)

    plans._plans.clear()
    fetching._templates.clear()
    fetching._statements.clear()
    static._static.clear()
    with record() as sent, profile() as measured:
        profiled = call(view)
    assert measured.statements == len(sent)
    before = kept()
    expected = call(view)
    assert_same(expected, profiled)
    assert facts(expected) == facts(profiled)
    assert kept() == before


def test_a_profile_changes_no_list_of_drfs(case: Case):
    attributes = {"queryset": case.queryset(), "serializer_class": case.serializer_class}
    view = type("RowList", (Plain,), attributes)
    expected = call(view)
    with record() as sent, profile() as measured:
        actual = call(view)
    assert_same(expected, actual)
    assert expected.statements.sql == actual.statements.sql
    assert measured.statements == len(sent)


def test_a_request_that_nobody_measures_runs_the_functions_as_they_are():
    """Hooks that another thread's profile has put on do nothing here."""
    library()
    hold()
    try:
        attributes = listed()
        answer = call(type("RowList", (Ours,), attributes))
        assert facts(answer).mode == "sql"
        assert current.get() is None
        assert Client().get("/nowhere/").status_code == 404
    finally:
        release()
