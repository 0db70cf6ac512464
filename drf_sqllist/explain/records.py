"""An explanation as plain data, for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from drf_sqllist.explain.explanation import Explanation, Ran


def as_record(found: Explanation) -> dict[str, Any]:
    """An explanation as plain data. Times are milliseconds; parameters are as Python writes them."""
    trial, answer = found.trial, found.answer
    return {
        "url": found.path,
        "view": f"{found.view.__module__}.{found.view.__qualname__}",
        "uses_sqllist": found.is_ours,
        "user": found.user,
        "mode": trial.mode,
        "statements": {"drf": trial.drf.queries, "ours": trial.ours.queries},
        "milliseconds": {
            "drf": 1000 * trial.drf_seconds,
            "ours": 1000 * trial.our_seconds,
            "first": _milliseconds(found.first),
            "second": _milliseconds(found.second),
        },
        "bytes": len(trial.ours.body),
        "difference": trial.difference,
        "is_unstable": trial.is_unstable,
        "has_plan": found.has_plan,
        "plan": asdict(found.tree) if found.tree else None,
        "statement": _ran(found.statement) if found.statement else None,
        "links": dict(found.texts),
        "other_statements": [_ran(one) for one in found.others],
        "database": answer and {"command": answer.command, "answer": answer.raw},
        "problems": [vars(problem) for problem in trial.problems],
        "advice": [vars(one) for one in found.advice],
    }


def _milliseconds(seconds: Mapping[str, float]) -> dict[str, float]:
    return {stage: 1000 * value for stage, value in seconds.items()}


def _ran(ran: Ran) -> dict[str, Any]:
    return {
        "sql": ran.run.sql,
        "params": [repr(value) for value in ran.run.params or ()],
        "database": ran.run.alias,
        "times": ran.times,
        "milliseconds": 1000 * ran.seconds,
    }
