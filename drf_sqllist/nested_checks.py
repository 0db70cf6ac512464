"""The system check of ``SQLNested``: a condition or an order that the related model does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldError, ValidationError
from django.db.models import F
from django.db.models.query import QuerySet
from rest_framework.serializers import Serializer

from drf_sqllist.checks import without_databases
from drf_sqllist.fields.nested import Choice, SQLNested
from drf_sqllist.plan.relations import ColumnStep, Row, Step, ToManyStep, ToOneStep, step
from drf_sqllist.problems import Unsupported
from drf_sqllist.template_checks import project_serializers

_WRONG = (FieldError, TypeError, ValueError, ValidationError)


def check_nested() -> list[CheckMessage]:
    """``sqllist.E009``: a ``SQLNested`` whose source, filter or order_by leads nowhere."""
    with without_databases():
        return [
            Error(f"{cls.__name__}.{name}: {wrong}", hint=hint, obj=cls, id="sqllist.E009")
            for cls in project_serializers(Serializer)
            for name, field in _nested(cls)
            for wrong, hint in _mistakes(cls.Meta.model, name, field)  # type: ignore[attr-defined]
        ]


def _nested(cls: Any) -> Iterator[tuple[str, SQLNested]]:
    """The fields that a model's serializer declares itself, by their names."""
    if getattr(getattr(cls, "Meta", None), "model", None) is None:
        return
    inherited = {id(field) for base in cls.__mro__[1:] for field in getattr(base, "_declared_fields", {}).values()}
    for name, field in cls._declared_fields.items():
        if isinstance(field, SQLNested) and id(field) not in inherited:
            yield name, field


def _mistakes(model: Any, name: str, field: SQLNested) -> Iterator[tuple[str, str]]:
    source = field.source or name
    try:
        reached = _end(model, source)
    except Unsupported as error:
        if any(problem.code == "unknown-attribute" for problem in error.problems):
            reason = " ".join(problem.reason for problem in error.problems)
            yield f"its source {source!r} leads nowhere: {reason}", "Let source name the relation."
        return  # anything else is for the instance to tell
    except Exception:
        return  # a manager that needs a request, or a database: nothing is known of its rows
    if not isinstance(reached, ToManyStep):
        yield (
            f"its source {source!r} is not a to-many relation, so there is nothing to filter.",
            "Use the serializer itself for a single object.",
        )
        return
    rows = QuerySet(reached.model) if reached.source_queryset is None else reached.source_queryset
    label, choice = reached.model._meta.label, field.choice
    if not choice.varies and choice.filter is not None and (wrong := _error(lambda: rows.filter(choice.filter))):
        yield f"its filter cannot be applied to {label}: {wrong}", "Name fields and lookups of that model."
    if wrong := _error(lambda: _ordered(rows, choice)):
        yield f"its order_by cannot be applied to {label}: {wrong}", "Name fields of that model, or expressions."


def _end(model: Any, source: str) -> Step:
    *way, last = source.split(".")
    for attribute in way:
        reached = step(Row(model), attribute)
        if not isinstance(reached, ToOneStep):
            return ColumnStep(attribute, None)  # nothing is reached by way of it
        model = reached.model
    return step(Row(model), last)


def _ordered(rows: QuerySet[Any], choice: Choice) -> None:
    ordered = rows.order_by(*choice.order_by)
    for name in ordered.query.order_by:
        expression: Any = F(name.lstrip("-")) if isinstance(name, str) else name
        if name != "?":
            expression.resolve_expression(ordered.query.chain(), allow_joins=True)


def _error(attempt: Callable[[], object]) -> str:
    """What is wrong; empty if nothing is."""
    try:
        attempt()
    except _WRONG as error:
        return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    return ""
