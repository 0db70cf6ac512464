"""System checks of views over hand-written SQL: what can be said of them without a database."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from rest_framework.pagination import CursorPagination
from rest_framework.serializers import Serializer

from drf_sqllist.audit.endpoints import list_endpoints
from drf_sqllist.plan.registry import overridden
from drf_sqllist.rawsql.endpoint import HandWritten
from drf_sqllist.rawsql.parameters import names_of
from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.reports import declared_by, ordering_of, place_of, placed, source_for, text_for
from drf_sqllist.rawsql.statement import Statement, parse


def check_sql_views() -> list[CheckMessage]:
    """``sqllist.E003`` to ``E007``, ``W008`` and ``W009``."""
    return [message for view in sql_views() for message in _check(view)]


def sql_views() -> Iterator[Any]:
    """One instance of each view of the URLconf whose list is hand-written SQL."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return
    seen = set()
    for endpoint in list_endpoints():
        options = getattr(endpoint.view, "initkwargs", {})
        if issubclass(endpoint.cls, HandWritten) and (endpoint.cls, str(options)) not in seen:
            seen.add((endpoint.cls, str(options)))
            view = endpoint.cls(**options)
            if declared_by(view):
                yield view


def is_sound(view: Any) -> bool:
    """Whether a database can be asked what it thinks of a view's SQL."""
    return not any(message.is_serious() for message in _check(view))


def has_own_params(view: Any) -> bool:
    """Whether the parameters' values come from somewhere else than a serializer that says all of them."""
    cls = getattr(view, "params_serializer", None)
    decides = cls is not None and overridden(cls, Serializer, ("to_internal_value", "validate", "run_validation"))
    return type(view).get_sql_params is not HandWritten.get_sql_params or bool(decides)


def _check(view: Any) -> Iterator[CheckMessage]:
    yield from _check_choice(view)
    try:
        text = text_for(view)
    except SQLError as error:
        yield _error(placed(error, view), view, "sqllist.E003")
        return
    try:
        statement = parse(text)
    except SQLError as error:
        yield _error(placed(error, view), view, "sqllist.E004")
        return
    yield from _check_params(view, text, statement)
    yield from _check_columns(view)
    yield from _check_methods(view)


def _error(error: SQLError, view: Any, id: str) -> Error:
    return Error(error.reason, hint=error.hint, obj=type(view), id=id)


def _check_choice(view: Any) -> Iterator[CheckMessage]:
    name = type(view).__name__
    given = [option for option in ("sql", "sql_file") if getattr(view, option, None)]
    if view.queryset is not None:
        given.append("queryset")
    if len(given) > 1:
        yield Error(
            f"{name} has {' and '.join(given)}: only one of them can be its list.",
            hint="Leave out the others; None takes back what a base class says.",
            obj=type(view),
            id="sqllist.E003",
        )


def _check_params(view: Any, text: str, statement: Statement) -> Iterator[CheckMessage]:
    if has_own_params(view):
        return
    cls = getattr(view, "params_serializer", None)
    fields = [] if cls is None else names_of(cls())
    owner = f"{type(view).__name__}.params_serializer" if cls is None else cls.__name__
    for name in dict.fromkeys(statement.names):
        if name not in fields:
            line = text.count("\n", 0, text.index(f"%({name})s")) + 1
            error = SQLError(
                f"the parameter %({name})s has no value: {owner} has no field of this name.",
                "Add the field, leave the parameter out, or override get_sql_params().",
                line,
            )
            yield _error(placed(error, view), view, "sqllist.E005")
    for name in fields:
        if name not in statement.names:
            error = SQLError(
                f"{owner} has the field {name!r}, and the SQL has no parameter %({name})s.", "Use it, or leave it out."
            )
            yield _error(placed(error, view), view, "sqllist.E005")


def _check_columns(view: Any) -> Iterator[CheckMessage]:
    if not (getattr(view, "columns", None) or view.serializer_class or _has_own(view, "get_serializer_class")):
        nothing = SQLError("its columns are not declared.", "Give the view a serializer_class, or columns.")
        yield _error(placed(nothing, view), view, "sqllist.E006")
        return
    try:
        model = source_for(view).model
    except SQLError as error:
        yield _error(error, view, "sqllist.E006")
        return
    except Exception:  # a serializer of this request alone
        return
    names = {"pk", *(name for field in model._meta.concrete_fields for name in (field.name, field.attname))}
    for option, name in _named(view):
        if name.split("__")[0] not in names:
            unknown = SQLError(f"{option} has {name!r}, which is no column.", f"There are {', '.join(sorted(names))}.")
            yield _error(placed(unknown, view), view, "sqllist.E006")


def _named(view: Any) -> Iterator[tuple[str, str]]:
    """The columns that a view's options name, with the options."""
    paginator = view.paginator
    options = {
        "ordering": ordering_of(view),
        "ordering_fields": getattr(view, "ordering_fields", None),
        "search_fields": getattr(view, "search_fields", None),
        "filterset_fields": getattr(view, "filterset_fields", None),
        "the ordering of its paginator": paginator.ordering if isinstance(paginator, CursorPagination) else None,
    }
    for option, value in options.items():
        if value == "__all__":
            continue
        for item in (value,) if isinstance(value, str) else value or ():
            name = item[0] if isinstance(item, tuple) else item
            if isinstance(name, str):
                yield option, name.lstrip("-^=@$")


def _check_methods(view: Any) -> Iterator[CheckMessage]:
    cls, key = type(view), getattr(view, "key", None)
    if hasattr(view, "retrieve") and view.lookup_field == "pk" and key is None:
        error = SQLError("single rows are found by a key, and none is declared.", "Declare key, or lookup_field.")
        yield _error(placed(error, view), view, "sqllist.E007")
    if _ignores(cls):
        yield Warning(
            f"{place_of(view)}: get_queryset() of {_owner(cls, 'get_queryset').__name__} never asks for its rows.",
            hint="Let it call super().get_queryset(), and put SQLListMixin before the base classes of DRF.",
            obj=cls,
            id="sqllist.W008",
        )
    paginator = view.paginator
    if paginator is not None and not isinstance(paginator, CursorPagination) and not ordering_of(view):
        yield Warning(
            f"{place_of(view)}: its list is cut into pages, and has no order: a row may be on two of them, or on none.",
            hint="Declare the key, or an ordering.",
            obj=cls,
            id="sqllist.W009",
        )


def _has_own(view: Any, method: str) -> bool:
    return getattr(type(view), method) is not getattr(HandWritten, method)


def _ignores(cls: type) -> bool:
    """Whether a view's ``get_queryset`` is none of those that ask for the rows of its SQL."""
    own = inspect.unwrap(cls.get_queryset)  # type: ignore[attr-defined]
    names = getattr(getattr(own, "__code__", None), "co_names", ())
    asks = "get_queryset" in names and {"super", "SQLListMixin", "SQLListView"} & {*names}
    return own is not HandWritten.get_queryset and not asks


def _owner(cls: type, method: str) -> type:
    return next(base for base in cls.__mro__ if method in vars(base))
