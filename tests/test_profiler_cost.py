"""What the benchmark asks of the profiler: how it asks, not what comes of it on this machine."""

import gc
from typing import Any

import pytest
from django.test import override_settings

from benchmarks import profiler_cost
from benchmarks.profiler_cost import ENDPOINTS, MIDDLEWARE, overhead, sums
from drf_sqllist.profiling import ProfilingMiddleware, hooks

pytestmark = [pytest.mark.django_db, pytest.mark.urls("demo.urls")]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiler_cost, "WARM_UP", 1)
    monkeypatch.setattr(profiler_cost, "BLOCK", 2)


def test_sums():
    found = sums(3)
    assert list(found) == list(ENDPOINTS)
    for one in found.values():
        assert one.runs == 3
        assert 0 <= one.middle <= one.worst < 1


def test_on_and_off_in_turns(monkeypatch: pytest.MonkeyPatch):
    asked = []
    answer = ProfilingMiddleware.__call__

    def noted(middleware: Any, request: Any) -> Any:
        asked.append(request.path)
        return answer(middleware, request)

    monkeypatch.setattr(ProfilingMiddleware, "__call__", noted)
    with override_settings(MIDDLEWARE=[MIDDLEWARE, "demo.queries.QueryCount"]):
        found = overhead(4)
    assert [one.endpoint for one in found] == list(ENDPOINTS)
    for one in found:
        assert one.runs == 4
        assert one.off > 0 < one.on
    # Two blocks of each endpoint, each of two requests that count and one that does not.
    assert sorted(asked) == sorted(6 * [path.partition("?")[0] for path in ENDPOINTS.values()])


def test_what_is_off_has_no_hooks(monkeypatch: pytest.MonkeyPatch):
    held = []
    clock = profiler_cost.perf_counter

    def noted() -> float:
        held.append(hooks._holders)
        return clock()

    gc.collect()
    before = hooks._holders
    monkeypatch.setattr(profiler_cost, "perf_counter", noted)
    overhead(4)
    counts = [held[start : start + 4] for start in range(0, len(held), 4)]  # two looks at the clock a request
    off, on = [before] * 4, [before + 1] * 4
    assert counts == [off, on, on, off] * len(ENDPOINTS)
