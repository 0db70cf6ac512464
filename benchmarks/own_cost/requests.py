"""Requests that are watched: what each of their parts took."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median

from benchmarks.measurement import Measurement
from benchmarks.own_cost.clock import Clock
from benchmarks.own_cost.parts import AROUND, LIBRARY, OTHERS, WATCHED
from benchmarks.race import WARM_UP, answer, get
from benchmarks.rivals import Rival
from benchmarks.session import Session
from benchmarks.timing import Timing
from benchmarks.turns import in_turns

OWN, WHOLE = "the library", "the whole request"


class AnotherWayError(AssertionError):
    """A watched list is made in another way than the same list unwatched."""


def measure(session: Session, asked: Mapping[str, tuple[Rival, str]], wanted: int) -> list[Measurement]:
    """Arguments:
        asked: who answers which path, by the name of the case.
        wanted: how many runs of each.

    Raises:
        AnotherWayError: the clock itself has changed what happens.
    """
    runs = session.runs(wanted)
    session.meter.begin("requests under the clock")
    session.meter.expect(runs * len(asked))
    clock, taken = Clock(), {case: list[dict[str, float]]() for case in asked}
    before = {case: _made(rival, path) for case, (rival, path) in asked.items()}
    around = clock.timed(AROUND, answer)

    def prepare(case: str) -> Callable[[], object]:
        rival, path = asked[case]
        return partial(watched, rival, path, case)

    def watched(rival: Rival, path: str, case: str) -> None:
        clock.seconds = {}
        around(rival, get(path))
        taken[case].append(clock.seconds)

    with clock.watching(WATCHED):
        for case, (rival, path) in asked.items():
            if _made(rival, path) != before[case]:
                raise AnotherWayError(f"{case}: the list is made in another way while it is watched.")
            for _ in range(WARM_UP):
                answer(rival, get(path))
        in_turns({case: partial(prepare, case) for case in asked}, dict.fromkeys(asked, runs), session.meter.advance)
    return [one for case, seconds in taken.items() for one in _measurements(case, seconds)]


def _made(rival: Rival, path: str) -> tuple[str, int, bytes]:
    response = rival.view(get(path))
    response.render()  # type: ignore[attr-defined]
    info = response.sqllist  # type: ignore[attr-defined]
    return info.mode, info.queries, response.content


def _measurements(case: str, taken: Sequence[Mapping[str, float]]) -> list[Measurement]:
    """What the library took of each request, what each of the others did, and the request."""

    def timing(*parts: str) -> Timing:
        return Timing.of([sum(seconds.get(part, 0.0) for part in parts) for seconds in taken])

    parts = {part: median(seconds.get(part, 0.0) for seconds in taken) * 1000 for part in LIBRARY}
    own = Measurement(case, OWN, timing(*LIBRARY), parts=parts)
    others = [Measurement(case, part, timing(part)) for part in OTHERS]
    return [own, *others, Measurement(case, WHOLE, timing(*LIBRARY, *OTHERS))]
