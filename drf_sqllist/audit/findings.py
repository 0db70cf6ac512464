"""What an audit says of each endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from drf_sqllist.audit.endpoints import Endpoint
from drf_sqllist.audit.reading import Reading, read
from drf_sqllist.audit.samples import NoSample, sample
from drf_sqllist.audit.trial import Trial, attempt
from drf_sqllist.isolation import read_only
from drf_sqllist.problems import Problem
from drf_sqllist.routes import decides_itself
from drf_sqllist.views import SQLListMixin

Verdict = Literal["sql", "spliced", "serializer", "different", "unknown"]

SEVERITY: tuple[Verdict, ...] = ("sql", "spliced", "serializer", "different")
"""From the best to the worst; what is unknown is none of them."""

OWN_LIST = Problem(
    "own-list",
    "",
    "it has a list() of its own, which decides by itself how the list is made.",
    "Let it return list_response(self, request), or call super().list().",
)


@dataclass(frozen=True)
class Options:
    """What an audit is asked for.

    Arguments:
        runs: perform the requests, on both paths.
        user: who asks; nobody if None.
        samples: values of URL arguments, by their names.
        query: appended to each URL (``"page_size=10"``).
        repeats: of each request, for its time.
    """

    runs: bool = False
    user: Any = None
    samples: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    repeats: int = 3


@dataclass(frozen=True)
class Finding:
    """What is known of one endpoint.

    Arguments:
        is_ours: it uses ``SQLListMixin`` already.
        obstacle: why nothing is known.
    """

    endpoint: Endpoint
    is_ours: bool
    reading: Reading | None = None
    trial: Trial | None = None
    obstacle: str = ""

    @property
    def verdict(self) -> Verdict:
        if self.trial and self.trial.difference:
            return "different"
        mode: Any = self.trial.mode if self.trial else self.reading.mode if self.reading else ""
        return mode if mode and not self.obstacle else "unknown"

    @property
    def problems(self) -> tuple[Problem, ...]:
        if self.trial:
            return self.trial.problems
        return self.reading.problems if self.reading else ()

    @property
    def statements(self) -> tuple[str, str]:
        """How many DRF's path and ours run; empty where that is not known."""
        if self.trial:
            return str(self.trial.drf.queries), str(self.trial.ours.queries)
        now = str(self.reading.now) if self.reading and self.reading.now else ""
        mode = self.reading.mode if self.reading else ""
        return now, {"sql": "1", "spliced": "1", "serializer": now}.get(mode, "")

    @property
    def gain(self) -> float:
        """Seconds, or where nothing was run statements for a page of ten rows, that our path saves."""
        if self.trial:
            return self.trial.gain
        if self.reading is None or self.reading.now is None or self.reading.mode == "serializer":
            return 0.0
        return float(self.reading.now.at(10))


def find(endpoints: Iterable[Endpoint], options: Options) -> Iterator[Finding]:
    """What is to be said of each endpoint, in their order."""
    for endpoint in endpoints:
        yield _find(endpoint, options)


def _find(endpoint: Endpoint, options: Options) -> Finding:
    is_ours = issubclass(endpoint.cls, SQLListMixin)
    if decides_itself(endpoint.cls):
        return Finding(endpoint, is_ours, Reading("serializer", (_placed(OWN_LIST, endpoint),)))
    try:
        with read_only():
            path, arguments = sample(endpoint, options.samples)
            path = f"{path}?{options.query}" if options.query else path
            reading = read(endpoint, path, arguments, options.user)
    except NoSample as error:
        return Finding(endpoint, is_ours, obstacle=str(error))
    if not options.runs:
        return Finding(endpoint, is_ours, reading, obstacle=reading.obstacle)
    trial = attempt(endpoint.cls, path, options.user, options.repeats)
    return Finding(endpoint, is_ours, reading, trial, _obstacle(trial))


def _placed(problem: Problem, endpoint: Endpoint) -> Problem:
    return Problem(problem.code, endpoint.cls.__name__, problem.reason, problem.hint)


def _obstacle(trial: Trial) -> str:
    """Why the answers say nothing of the list."""
    if trial.difference or trial.mode:
        return "DRF's own answer changes from request to request" if trial.is_unstable else ""
    if trial.drf.error:
        return f"raised {trial.drf.error}"
    if trial.drf.status != 200:
        return f"answered {trial.drf.status}" + (": try --as USERNAME" if trial.drf.status in (401, 403) else "")
    return "answered without coming to its list: out of a cache?"
