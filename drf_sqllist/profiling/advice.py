"""What a profile asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from drf_sqllist.audit.trial import Trial, attempt
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
from drf_sqllist.profiling.runs import Runs
from drf_sqllist.views import SQLListMixin

MUCH = 0.4
"""A part from this share on is worth a word."""

MANY = 10
"""Statements that no page of a list needs, whatever it shows."""

WORTH = 1.2
"""Times as fast, from which on another base class is worth a word."""


def advise(runs: Runs) -> list[str]:
    """What to do about the parts that take most of the time; the list is asked for on both paths for that."""
    cls: Any = getattr(runs.subject.view, "cls", None)
    trial = attempt(cls, runs.subject.path, runs.subject.user) if hasattr(cls, "list") else None
    return list(said(runs, trial if trial is not None and trial.mode else None, _is_ours(cls)))


def said(runs: Runs, trial: Trial | None, is_ours: bool = False) -> Iterator[str]:
    """The advice, in sentences.

    Arguments:
        trial: the list on both paths; None where the view makes no list of DRF's.
        is_ours: the view makes its list by this library already.
    """
    shares = runs.shares()
    most = max(shares, key=lambda name: shares[name])
    mended = None if trial is None else _list_advice(most, shares[most], trial, is_ours)
    if mended is not None:
        yield mended
    is_quick = mended is not None and trial is not None and trial.mode != "serializer" and not is_ours
    if not is_quick and shares[most] >= MUCH:
        yield f"{_share(most, shares[most])}{_OF_PART[most](runs)}"
    elif mended is None:
        yield f"No part takes {MUCH:.0%} of the time: {_share(most, shares[most])}."


def _list_advice(most: Name, share: float, trial: Trial, is_ours: bool) -> str | None:
    """What is known of the list; None where that is of no use."""
    times = trial.drf_seconds / trial.our_seconds
    if trial.is_unstable:
        return None
    if trial.difference:
        return "Both paths of this list were asked, and do not answer alike: please report it (sqllist explain)."
    if trial.mode == "serializer":
        reasons = "; ".join(str(problem) for problem in trial.problems)
        return f"{_share(most, share)}, and this list does not compile: {reasons}"
    compiled = "one statement" if trial.ours.queries == 1 else f"{trial.ours.queries} statements"
    if is_ours:
        return f"This list is made by {compiled} already: {times:.1f} times as fast as DRF's own path, measured here."
    if times < WORTH:
        return None
    return (
        f"{_share(most, share)}: this list compiles to {compiled}, expected ×{times:.1f} (both paths were asked, and "
        "answered the same bytes). Make it a SQLListView, or add SQLListMixin."
    )


def _share(name: Name, share: float) -> str:
    return f"{TITLES[name]} is {share:.0%}"


def _of_database(runs: Runs) -> str:
    seconds = runs.seconds[DATABASE]
    if runs.statements > MANY:
        return f" in {runs.statements} statements: select_related() and prefetch_related() ask for rows together."
    told = f" in {runs.statements} statement{'' if runs.statements == 1 else 's'}"
    if runs.in_statements < seconds / 2:
        return f"{told}, most of it spent on making instances of rows: read fewer rows, or only() some columns."
    return f"{told}: EXPLAIN them; sqllist explain does it for a list."


def _of_request(runs: Runs) -> str:
    if not hasattr(runs.subject.view, "cls"):
        return ": a plain Django view is in it, and the middleware."
    return f": look at the {len(settings.MIDDLEWARE)} entries of MIDDLEWARE, and at the routes."


_OF_PART: dict[Name, Any] = {
    DATABASE: _of_database,
    CACHE: lambda runs: ": ask for several keys at once (get_many), or for smaller values.",
    SERIALIZATION: lambda runs: ": show fewer rows or fields, or let SQL write the list.",
    VIEW: lambda runs: ": look at authentication, permissions, filters, and at the view's own code.",
    RENDERING: lambda runs: ": look at the renderer; the browsable API makes forms, ?format=json does not.",
    REQUEST: _of_request,
}


def _is_ours(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, SQLListMixin)
