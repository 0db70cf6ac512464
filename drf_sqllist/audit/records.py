"""An audit's findings as plain data, for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_sqllist.audit.findings import Finding


def as_records(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings as plain data.

    ``statements`` are texts where they are estimates; times are milliseconds.
    """
    return [_record(finding) for finding in findings]


def _record(finding: Finding) -> dict[str, Any]:
    trial = finding.trial
    now, then = finding.statements
    record: dict[str, Any] = {
        "url": trial.path if trial else finding.endpoint.route,
        "route": finding.endpoint.route,
        "view": finding.endpoint.name,
        "uses_sqllist": finding.is_ours,
        "verdict": finding.verdict,
        "statements": {"now": int(now) if now.isdigit() else now, "then": int(then) if then.isdigit() else then},
        "problems": [vars(problem) for problem in finding.problems],
        "obstacle": finding.obstacle,
    }
    if trial:
        record["milliseconds"] = {"now": 1000 * trial.drf_seconds, "then": 1000 * trial.our_seconds}
        record["difference"] = trial.difference
        record["bytes"] = len(trial.drf.body)
    return record
