"""Profiles as plain data, for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_sqllist.profiling.runs import Runs


def as_record(runs: Runs, advice: Sequence[str]) -> dict[str, Any]:
    """What was measured of a URL; times are milliseconds, medians but for the first request's."""
    return {
        "url": runs.subject.path,
        "view": runs.subject.name,
        "user": "" if runs.subject.user is None else str(runs.subject.user),
        "mode": runs.subject.mode,
        "requests": len(runs.others),
        "statements": runs.statements,
        "bytes": len(runs.subject.body),
        "milliseconds": 1000 * runs.total,
        "parts": {name: 1000 * seconds for name, seconds in runs.seconds.items()},
        "in_statements": 1000 * runs.in_statements,
        "first": runs.first.as_dict(),
        "advice": list(advice),
    }
