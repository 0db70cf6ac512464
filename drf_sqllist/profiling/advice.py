"""What a profile asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.conf import settings

from drf_sqllist.audit.trial import LONG, Trial, attempt
from drf_sqllist.paths import Path, answering
from drf_sqllist.profiling.hooks import watching
from drf_sqllist.profiling.parts import (
    CACHE,
    DATABASE,
    RENDERING,
    REQUEST,
    SERIALIZATION,
    TITLES,
    VIEW,
    Name,
)
from drf_sqllist.profiling.runs import Runs, Subject
from drf_sqllist.routes import both_paths
from drf_sqllist.views import SQLListMixin

REPEATS = 12
"""Requests on each path, of which the first takes no part, to know how much faster a list would be."""

MUCH = 0.4
"""A part from this share on is worth a word."""

MANY = 10
"""Statements that no page of a list needs, whatever it shows."""

WORTH = 1.2
"""Times as fast, from which on another base class is worth a word."""


@dataclass(frozen=True)
class Race:
    """A list on both paths.

    Arguments:
        trial: what both answer.
        times: as fast as DRF's own path is ours, whole requests.
    """

    trial: Trial
    times: float


def advise(runs: Runs) -> list[str]:
    """What to do about the parts that take most of the time; a list is asked for on both paths for that."""
    cls: Any = getattr(runs.subject.view, "cls", None)
    return list(said(runs, _race(runs.subject, cls), isinstance(cls, type) and issubclass(cls, SQLListMixin)))


def _race(subject: Subject, cls: Any) -> Race | None:
    """Both paths; None where the view makes no list of DRF's."""
    if not hasattr(cls, "list"):
        return None
    trial = attempt(cls, subject.path, subject.user, repeats=1)
    if not trial.mode or trial.is_unstable:
        return None
    again = Subject(subject.path, subject.user)
    seconds: dict[Path, list[float]] = {"drf": [], "sql": []}
    with watching(), both_paths(cls):
        for _ in range(0 if trial.drf_seconds > LONG else REPEATS):
            for way, taken in seconds.items():
                with answering(way):
                    taken.append(again.ask().seconds)
    if not seconds["drf"]:
        return Race(trial, trial.drf_seconds / trial.our_seconds)
    return Race(trial, median(seconds["drf"][1:]) / median(seconds["sql"][1:]))


def said(runs: Runs, race: Race | None, is_ours: bool = False) -> Iterator[str]:
    """The advice, in sentences.

    Arguments:
        race: None where the view makes no list of DRF's.
        is_ours: the view makes its list by this library already.
    """
    shares = runs.shares()
    most = max(shares, key=lambda name: shares[name])
    title = TITLES[most]
    share = f"{title[0].upper()}{title[1:]} is {percent(shares[most])}"
    if race is not None and race.trial.difference:
        yield "Both paths of this list were asked, and they do not answer alike: please report it (sqllist explain)."
    elif race is not None and race.trial.mode == "serializer":
        reasons = "; ".join(str(problem) for problem in race.trial.problems)
        yield f"This list does not compile, DRF makes it: {reasons}"
    elif race is not None and is_ours:
        yield f"This list is made by {_statements(race)} already, {race.times:.1f} times as fast as by DRF."
    elif race is not None and race.times >= WORTH:
        yield (
            f"{share}: this list compiles to {_statements(race)}, expected ×{race.times:.1f}. (Both paths were asked "
            "here, and sent the same bytes.) Make it a SQLListView, or add SQLListMixin."
        )
        return  # what is said of a part is said of a list that would be gone
    if round(shares[most], 2) >= MUCH:
        yield f"{share}{_OF_PART[most](runs)}"
    else:
        yield f"No part takes {percent(MUCH)} of the time. The largest: {share}."


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{100 * share:.0f} %"


def _statements(race: Race) -> str:
    queries = race.trial.ours.queries
    return "one statement" if queries == 1 else f"{queries} statements"


def _of_database(runs: Runs) -> str:
    seconds = runs.seconds[DATABASE]
    if runs.statements > MANY:
        return f" in {runs.statements} statements: select_related() and prefetch_related() ask for rows together."
    told = f" in {runs.statements} statement{'' if runs.statements == 1 else 's'}"
    if runs.in_statements < seconds / 2:
        return f"{told}, most of it spent on making instances of rows: read fewer rows, or only() some columns."
    return f"{told}: EXPLAIN them; sqllist explain does it for a list."


def _of_rendering(runs: Runs) -> str:
    if not hasattr(runs.subject.view, "cls"):
        return ": look at the template."
    return ": look at the renderer. The browsable API makes forms, ?format=json does not."


def _of_request(runs: Runs) -> str:
    if not hasattr(runs.subject.view, "cls"):
        return ": a plain Django view is in it, and the middleware."
    return f": look at the {len(settings.MIDDLEWARE)} entries of MIDDLEWARE, and at the routes."


_OF_PART: dict[Name, Callable[[Runs], str]] = {
    DATABASE: _of_database,
    CACHE: lambda runs: ": ask for several keys at once (get_many), or for smaller values.",
    SERIALIZATION: lambda runs: ": show fewer rows or fields, or let SQL write the list.",
    VIEW: lambda runs: ": look at authentication, permissions, filters, and at the view's own code.",
    RENDERING: _of_rendering,
    REQUEST: _of_request,
}
