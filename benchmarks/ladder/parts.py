"""Where the time of each rung goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median

from django.http import HttpRequest

from benchmarks.race import WARM_UP, answer, get
from benchmarks.rivals import Rival
from benchmarks.turns import in_turns
from drf_sqllist.profiling import Profile, profile
from drf_sqllist.profiling.hooks import watching
from drf_sqllist.profiling.parts import PARTS


@dataclass(frozen=True)
class Profiled:
    """What the profiler says of one rung.

    Arguments:
        shares: of each part in the whole; together 1.
        milliseconds: that a request took with the profiler on, the middle one.
    """

    shares: Mapping[str, float]
    milliseconds: float

    @classmethod
    def of(cls, profiles: list[Profile]) -> "Profiled":
        medians = {name: median(one.parts()[name] for one in profiles) for name in PARTS}
        whole = sum(medians.values())
        return cls(
            {name: seconds / whole for name, seconds in medians.items()},
            1000 * median(one.seconds for one in profiles),
        )

    def of_time(self, milliseconds: float) -> dict[str, float]:
        """The parts of a time that was taken without the profiler."""
        return {name: share * milliseconds for name, share in self.shares.items()}


def profiled(
    rivals: list[Rival], path: str, runs: Mapping[str, int], advance: Callable[[], object]
) -> dict[str, Profiled]:
    """Requests of each rival in turns, each in a profile of its own."""
    profiles: dict[str, list[Profile]] = {rival.name: [] for rival in rivals}

    def prepare(rival: Rival) -> Callable[[], object]:
        return partial(run, rival, get(path))

    def run(rival: Rival, request: HttpRequest) -> None:
        with profile() as found:
            answer(rival, request)
        profiles[rival.name].append(found)

    # The hooks stay on all the while: to exchange them makes Python forget what it knew of the classes.
    with watching():
        for one in rivals:
            for _ in range(min(WARM_UP, runs[one.name] // 2)):
                answer(one, get(path))
        in_turns({rival.name: partial(prepare, rival) for rival in rivals}, runs, advance)
    return {name: Profiled.of(found) for name, found in profiles.items()}
