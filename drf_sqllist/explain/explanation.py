"""Everything that is known of one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from rest_framework.views import APIView

from drf_sqllist.answers import Answer as Reply
from drf_sqllist.answers import answer
from drf_sqllist.audit.requests import client
from drf_sqllist.audit.trial import Trial, attempt, unlogged
from drf_sqllist.explain.advice import Advice, advise
from drf_sqllist.explain.database import Answer, ask
from drf_sqllist.explain.failures import no_list, path_of, view_of
from drf_sqllist.explain.observing import Observation, Run, observing
from drf_sqllist.explain.outline import Branch, fields_outline, outline
from drf_sqllist.isolation import read_only
from drf_sqllist.paths import answering
from drf_sqllist.routes import both_paths
from drf_sqllist.views import SQLListMixin


@dataclass(frozen=True)
class Ran:
    """A statement of the request.

    Arguments:
        run: the first of all with this text.
        times: how often it ran.
        seconds: in all.
    """

    run: Run
    times: int
    seconds: float


@dataclass(frozen=True)
class Explanation:
    """One list, taken apart.

    Arguments:
        is_ours: its view uses ``SQLListMixin``.
        tree: the plan; the serializer's fields where there is no plan; None where there is neither.
        has_plan: which of the two.
        statement: the list's own; the one that took the longest where DRF made the list.
        others: all other statements of the request.
        texts: of URLs, by the marks that stand for them in the statement.
        answer: the database's, about ``statement``.
        first, second: seconds by stage, of the first and of the second request.
    """

    path: str
    view: type[APIView]
    is_ours: bool
    user: str
    trial: Trial
    tree: Branch | None
    has_plan: bool
    statement: Ran | None
    others: Sequence[Ran]
    texts: Mapping[str, str]
    answer: Answer | None
    first: Mapping[str, float]
    second: Mapping[str, float]
    advice: Sequence[Advice]


def explain(url: str, user: Any = None) -> Explanation:
    """Ask for a list, on both paths, and look at how it is made. Nothing that is done stays in the database.

    Arguments:
        url: its path with its query string; a host before it is left aside.
        user: who asks; nobody if None.

    Raises:
        NotExplained: the URL leads to no list.
    """
    path = path_of(url)
    cls = view_of(path)
    first, reply, is_list = _watched(cls, path, user)
    if not is_list:
        raise no_list(path, cls, reply, attempt(cls, path, user, repeats=1).drf)
    second, _, _ = _watched(cls, path, user)
    trial = attempt(cls, path, user)
    statement, others = _statements(second, trial.mode)
    alias = statement.run.alias if statement else DEFAULT_DB_ALIAS
    with read_only():
        answer = ask(statement.run.sql, statement.run.params, alias) if statement else None
        advice = advise(second, answer, alias)
        tree = _tree(second, trial)
    return Explanation(
        path=path,
        view=cls,
        is_ours=issubclass(cls, SQLListMixin),
        user=str(user) if user is not None else "",
        trial=trial,
        tree=tree,
        has_plan=second.plan is not None,
        statement=statement,
        others=others,
        texts=second.texts,
        answer=answer,
        first=first.seconds,
        second=second.seconds,
        advice=advice,
    )


def _watched(cls: type[APIView], path: str, user: Any) -> tuple[Observation, Reply, bool]:
    """One request on our path; whether a list was made."""
    with unlogged(), read_only(), both_paths(cls), answering("sql") as lists, observing() as seen:
        reply, _ = answer(lambda: client(user).get(path))
    return seen, reply, bool(lists.infos)


def _statements(seen: Observation, mode: str) -> tuple[Ran | None, list[Ran]]:
    """The statement that the list is made by, and the others."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in seen.runs:
        groups.setdefault((run.sql, run.alias), []).append(run)
    ran = [Ran(runs[0], len(runs), sum(run.seconds for run in runs)) for runs in groups.values()]
    own = [one for one in ran if one.run.is_list and mode != "serializer"]
    chosen = own[-1] if own else max(ran, key=lambda one: one.seconds, default=None)
    return chosen, [one for one in ran if one is not chosen]


def _tree(seen: Observation, trial: Trial) -> Branch | None:
    if seen.plan is not None:
        return outline(seen.plan, seen.joined)
    try:
        return fields_outline(seen.view.get_serializer(seen.queryset, many=True).child, trial.problems)
    except Exception:  # a serializer that cannot be built before its rows, or a list that was never read
        return None
