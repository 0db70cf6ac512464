"""Whether what a function has declared to read is there to be read."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from drf_sqllist.plan.doors import declared_reads
from drf_sqllist.plan.relations import Row, Step, ToManyStep, ToOneStep, step
from drf_sqllist.problems import Problem, Unsupported


def refused_reads(reads: Iterable[str], row: Row) -> tuple[Problem, ...]:
    """A problem for each lookup that names something which is no column, relation or annotation."""
    return tuple(problem for lookup in reads if (problem := _refused(lookup, row)) is not None)


def _refused(lookup: str, row: Row) -> Problem | None:
    here: Row | None = row
    for name in lookup.split("__"):
        if here is None:
            break  # a method of a column's value
        if declared_reads(inspect.getattr_static(here.model, name, None)) is not None:
            break  # a property, whose own reads are loaded in its place
        try:
            here = _there(step(here, name))
        except Unsupported as error:
            problem = error.problems[0]
            reason = f"reads() names {lookup!r}, but {problem.reason}"
            hint = "Correct the name. Until then, the function counts as one that has declared nothing."
            return Problem(problem.code, "", reason, hint)
    return None


def _there(reached: Step) -> Row | None:
    """The row that a relation leads to; None where there are no further relations."""
    if not isinstance(reached, ToOneStep | ToManyStep):
        return None
    if isinstance(reached, ToOneStep) and reached.parent is not None:
        return reached.parent
    queryset = reached.source_queryset
    annotations = {} if queryset is None else queryset.query.annotation_select
    return Row(reached.model, annotations=annotations, prefetched=reached.prefetched)
