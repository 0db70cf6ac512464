"""The pipeline, and the view classes that call it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any, ClassVar, NamedTuple

from django.db.models.manager import BaseManager
from rest_framework.generics import ListAPIView, ListCreateAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

import drf_sqllist.types  # noqa: F401  (registers the built-in types)
from drf_sqllist.caching.answers import CachedAnswer, answer_of
from drf_sqllist.caching.validators import NotModified
from drf_sqllist.conf import UnsupportedPolicy, check_policy, get_settings
from drf_sqllist.execute import finish
from drf_sqllist.fetching import Fetcher
from drf_sqllist.fields.querysets import annotated, has_names, may_name, named, without_unused
from drf_sqllist.kept import BoundedCache
from drf_sqllist.page.envelopes import is_of_drf, only_holds
from drf_sqllist.page.own import PagedAlready
from drf_sqllist.page.paginators import has_pages, is_told_by_rows, ordered_by, paginate
from drf_sqllist.paths import asked_for
from drf_sqllist.plan.nodes import Shape
from drf_sqllist.plan.paging import is_asked_early
from drf_sqllist.plan.plan import Plan
from drf_sqllist.plan.plans import plan_for
from drf_sqllist.problems import VALUE, Bail, OnlyNow, Problem, SideEffect, Unsupported, UnsupportedSerializer
from drf_sqllist.rawsql.endpoint import HandWritten
from drf_sqllist.respond import LazyRows, ListInfo, ListResponse, shows_json, with_rows, writes_stock_json
from drf_sqllist.shadow import answer_and_compare, is_due
from drf_sqllist.splicing.splicer import Splicer
from drf_sqllist.trace import Trace

logger = logging.getLogger("drf_sqllist")

_MISSING: Any = object()

_effects: BoundedCache[list[Problem]] = BoundedCache(512)
"""What is known of lists whose functions do more than look at their rows: they would run twice each time."""

LOOKS_AT_ROWS = Problem(
    "envelope",
    "",
    "get_paginated_response() looks at the rows, which have other values in DRF than in JSON.",
    "Let it leave the rows alone.",
)


def list_response(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
    """The response of a list endpoint, its body written by one SQL statement where that is possible.

    Arguments:
        view: any ``GenericAPIView`` instance, dispatched as DRF does (``view.request`` is set).
        request: DRF's request; ``args`` and ``kwargs`` are the view's.

    Returns:
        a response with the bytes DRF would send, and ``response.sqllist`` that says how it was made.

    Raises:
        UnsupportedSerializer: the policy is ``"raise"`` and the list cannot be made by SQL.
        Exception: whatever DRF's own list would raise.
    """
    if is_due():
        return answer_and_compare(view, request, _list)
    return _list(view, request)


def _list(view: Any, request: Request) -> Response:
    answer = answer_of(view, request)
    with Trace() as trace, _OneContext(view), nullcontext() if answer is None else answer.making():
        queryset = _without_unused(view, view.filter_queryset(view.get_queryset()))
        response, mode, problems = _listed(view, request, queryset, answer)
    info = ListInfo(mode, trace.queries, problems, None if answer is None else answer.lookup)
    if answer is not None:
        answer.tell(response, by_sql_alone=mode == "sql" and not problems)
    if (lists := asked_for()) is not None:
        lists.note(response, info)
    response.sqllist = info  # type: ignore[attr-defined]
    return response


def _without_unused(view: Any, queryset: Any) -> Any:
    """The queryset without the names of computed fields that nothing orders by."""
    if not has_names(queryset):
        return queryset
    names = ordered_by(view, queryset)
    return queryset if names is None else without_unused(queryset, names)


class _OneContext:
    """Ask the view for its serializer context once, as DRF's list does, though two paths may build a serializer."""

    def __init__(self, view: Any) -> None:
        self._view, self._own = view, vars(view).get("get_serializer_context")
        self._ask = view.get_serializer_context
        self._context: Mapping[str, Any] | None = None

    def __enter__(self) -> None:
        self._view.get_serializer_context = self._get

    def __exit__(self, *exception: object) -> None:
        del self._view.get_serializer_context
        if self._own is not None:
            self._view.get_serializer_context = self._own

    def _get(self) -> dict[str, Any]:
        if self._context is not None:
            return dict(self._context)
        context = self._ask()
        if not is_asked_early(self._view):
            self._context = context
        return dict(context)


class Made(NamedTuple):
    """A list that was made; the arguments are those of ``ListInfo``."""

    response: Response
    mode: str
    problems: tuple[Problem, ...]


def _listed(view: Any, request: Request, queryset: Any, answer: CachedAnswer | None) -> Made:
    """The list by SQL, or by DRF's own path with the reasons."""
    if reason := _why_not(view):
        return _by_serializer(view, queryset, (Problem("disabled", type(view).__name__, reason),))
    try:
        return _by_sql(view, request, queryset, answer)
    except NotModified:
        assert answer is not None
        return Made(answer.not_modified(), "sql", ())
    except PagedAlready as error:
        return _by_serializer(view, queryset, _placed(error, view), error.page)
    except Unsupported as error:
        problems = _placed(error, view)
        if not isinstance(error, OnlyNow):
            _complain(view, problems)
        return _by_serializer(view, queryset, problems)
    except Bail:
        return _by_serializer(view, queryset, _placed(Unsupported(VALUE), view))


def _why_not(view: Any) -> str:
    """Why SQL is not to be tried; empty if it is."""
    lists = asked_for()
    if lists is not None:
        return "DRF's own path was asked for." if lists.path == "drf" else ""
    return "" if getattr(view, "sqllist_enabled", True) else "sqllist_enabled is False."


def _by_sql(view: Any, request: Request, queryset: Any, answer: CachedAnswer | None) -> Made:
    """read, page, compile, execute, respond."""
    given = queryset
    if isinstance(given, BaseManager) and not has_pages(view):
        queryset = given.all()  # as DRF's ListSerializer has it; a manager cannot be cut
    plan, serializer, links = plan_for(view, queryset)
    effects = _effects.get((type(view), plan), list)
    if effects:
        raise OnlyNow(*effects)
    renderer = getattr(request, "accepted_renderer", None)
    stock = writes_stock_json(renderer, getattr(request, "accepted_media_type", None), {})
    if not plan.json_native and not shows_json(renderer, view):
        raise OnlyNow(
            Problem(
                "renderer",
                "",
                f"{type(renderer).__name__} may write other values than JSON's, and the list has such values.",
                "Ask for JSON.",
            )
        )
    holds = only_holds(view)
    if not (plan.json_native or holds):
        raise OnlyNow(LOOKS_AT_ROWS)
    compact = not stock or bool(renderer.compact)  # type: ignore[union-attr]
    fetch = Fetcher(plan, compact=compact, links=links, serving=None if answer is None else answer.serving)
    if answer is not None and stock and _rows_tell_all(view, queryset, plan):
        answer.is_made_of_rows(renderer, links)
    listing = paginate(view, queryset, fetch)

    def build(instances: list[Any] | None = None) -> Any:
        shown = fetch.shown(listing, instances) if given is queryset else given
        if serializer is None:
            return view.get_serializer(shown, many=True)
        serializer.instance = serializer.child.instance = shown
        return serializer

    separators = (",", ":") if fetch.compact else (", ", ": ")
    strict = not stock or bool(renderer.strict)  # type: ignore[union-attr]

    def splicer() -> Splicer:
        spared = int(fetch.statement is not None and fetch.statement.has_total)
        return Splicer(fetch.splices, queryset, plan, links, spared, build, strict, separators)

    try:
        items, filled = finish(listing.bodies, separators[0].encode(), fetch.texts, plan.own_list, splicer)
    except Bail as error:
        if listing.page is not None:
            raise PagedAlready(listing.page, VALUE) from error
        raise
    except SideEffect as error:
        effects.append(error.problem)
        raise OnlyNow(*effects) if listing.page is None else PagedAlready(listing.page, *effects) from error
    rows = LazyRows(items, fetch.compact, strict, build)
    response: Response
    if not listing.paginated:
        response = ListResponse(rows)
    elif holds:
        response = with_rows(view.get_paginated_response(rows))
        if not (plan.json_native or rows.untouched):
            raise OnlyNow(LOOKS_AT_ROWS) if listing.page is None else PagedAlready(listing.page, LOOKS_AT_ROWS)
    else:
        # An envelope that does more with its rows than to hold them gets a real list.
        response = view.get_paginated_response(rows.parsed())
    return Made(response, "spliced" if filled or fetch.written else "sql", plan.notes)


def _rows_tell_all(view: Any, queryset: Any, plan: Plan) -> bool:
    """Whether no code of the project's has a say in what becomes of the rows."""
    if plan.notes or plan.own_list:
        return False
    return _is_ours_alone(view) and is_of_drf(view) and is_told_by_rows(view, queryset)


def _is_ours_alone(view: Any) -> bool:
    """Whether what ``list_response`` returns is the view's answer, and nobody looks at it first."""
    cls = type(view)
    if getattr(cls, "list", None) is not SQLListMixin.list:
        return False
    action = getattr(view, "action", None)
    return action == "list" or (action is None and getattr(cls, "get", None) in _GETTING)


_GETTING = (ListAPIView.get, ListCreateAPIView.get)


def _by_serializer(view: Any, queryset: Any, problems: tuple[Problem, ...], page: Any = _MISSING) -> Made:
    """DRF ``ListModelMixin.list`` from the filtered queryset on."""
    if page is _MISSING:
        page = view.paginate_queryset(queryset)
    if page is not None:
        response = view.get_paginated_response(view.get_serializer(page, many=True).data)
    else:
        response = Response(view.get_serializer(queryset, many=True).data)
    return Made(response, "serializer", problems)


def _placed(error: Unsupported, view: Any) -> tuple[Problem, ...]:
    """Problems that belong to no place in the serializer belong to the view."""
    name = type(view).__name__
    return tuple(Problem(p.code, p.where or name, p.reason, p.hint) for p in error.problems)


_warned: set[type] = set()


def _complain(view: Any, problems: tuple[Problem, ...]) -> None:
    """Do what the view, or the project, wants done about a list that SQL cannot make."""
    if asked_for() is not None:
        return  # who asks for a path compares, and tells the problems by itself
    own = getattr(view, "sqllist_unsupported", None)
    policy = check_policy(own, f"{type(view).__name__}.sqllist_unsupported") if own else get_settings().UNSUPPORTED
    if policy == "raise":
        raise UnsupportedSerializer(problems)
    if policy == "warn" and type(view) not in _warned:
        _warned.add(type(view))
        logger.warning("%s is not made by SQL: %s", type(view).__name__, "; ".join(map(str, problems)))


def _serializer_class(view: Any) -> Any:
    """A view's serializer class; None where it cannot be told: whoever needs it then hears of that."""
    try:
        return view.get_serializer_class()
    except Exception:
        return None


# These classes have no docstrings: schema generators would show them as the endpoint's description.


# A viewset's or generic view's ``list`` action, made by one SQL statement.
class SQLListMixin(HandWritten, ListModelMixin):
    # This view's own policy, as ``DRF_SQLLIST["UNSUPPORTED"]``.
    sqllist_unsupported: ClassVar[UnsupportedPolicy | None] = None

    # False sends this view back to DRF's own path.
    sqllist_enabled: ClassVar[bool] = True

    # Whether an object is being fetched to be shown.
    _sqllist_brings = False

    # How nested lists are aggregated, where the rule is wrong: ``{"pizzas.toppings": "joined"}``.
    sqllist_shapes: ClassVar[Mapping[str, Shape]] = {}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return list_response(self, request, *args, **kwargs)

    def get_object(self) -> Any:
        # What is only shown brings its computed fields; what is written to is asked for them when that is done.
        self._sqllist_brings = getattr(self.request, "method", "") in ("GET", "HEAD")  # type: ignore[attr-defined]
        try:
            return super().get_object()
        finally:
            self._sqllist_brings = False

    def filter_queryset(self, queryset: Any) -> Any:
        cls = _serializer_class(self)
        if self._sqllist_brings and may_name(queryset):
            queryset = annotated(queryset, cls)
        return super().filter_queryset(named(queryset, cls, self.request))  # type: ignore[misc, attr-defined]


# DRF's ``ListAPIView`` whose list is made by one SQL statement.
class SQLListView(SQLListMixin, ListAPIView):  # type: ignore[type-arg]
    pass
