"""What a list would be on our path, without running it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rest_framework.request import Request

from drf_sqllist.audit.endpoints import Endpoint
from drf_sqllist.audit.estimate import Estimate, estimate
from drf_sqllist.audit.requests import get_request
from drf_sqllist.plan.nodes import Computed, Made, Many, Nested, Object, Value
from drf_sqllist.plan.plans import plan_for
from drf_sqllist.problems import OnlyNow, Problem, Unsupported
from drf_sqllist.types.base import Spliced


@dataclass(frozen=True)
class Reading:
    """What the serializer and the queryset of an endpoint say.

    Arguments:
        mode: as ``response.sqllist.mode``; empty where the view could not be asked.
        problems: why it is not SQL alone.
        now: statements on DRF's own path; None where they cannot be told.
        obstacle: why the view could not be asked.
        is_momentary: the problems are this request's, and no other need have them.
    """

    mode: str
    problems: tuple[Problem, ...] = ()
    now: Estimate | None = None
    obstacle: str = ""
    is_momentary: bool = False


def read(endpoint: Endpoint, path: str, arguments: Mapping[str, Any], user: Any = None) -> Reading:
    """Ask an endpoint's view for its queryset and its serializer, and read them.

    Permissions and throttles are not asked: nothing is listed.

    Arguments:
        path: the URL, with its query string.
        arguments: of the URL.
        user: who asks.
    """
    try:
        view = standing_view(endpoint, path, arguments, user)
        queryset = view.filter_queryset(view.get_queryset())
    except Exception as error:  # a project's own code, with a request that is none
        return Reading("", obstacle=f"the view raised {type(error).__name__}: {error}")
    try:
        plan, serializer, _ = plan_for(view, queryset)
    except Unsupported as error:
        momentary = isinstance(error, OnlyNow)
        name = endpoint.cls.__name__
        problems = tuple(replace(problem, where=problem.where or name) for problem in error.problems)
        return Reading("serializer", problems, _estimate(view, queryset), is_momentary=momentary)
    mode = "spliced" if any(map(_is_made, _nodes(plan.row))) else "sql"
    return Reading(mode, plan.notes, _estimate(view, queryset, serializer))


def standing_view(endpoint: Endpoint, path: str, arguments: Mapping[str, Any], user: Any = None) -> Any:
    """An endpoint's view as it stands when it begins to list; whether it may is not asked."""
    view: Any = endpoint.cls(**getattr(endpoint.view, "initkwargs", {}))
    keywords = {**endpoint.defaults, **arguments}
    actions = getattr(endpoint.view, "actions", None)
    view.action_map = actions
    request = get_request(path, user)
    view.args, view.kwargs = (), keywords
    view.request = request
    view.request = prepared = view.initialize_request(request, **keywords)
    view.format_kwarg = view.get_format_suffix(**keywords)
    prepared.accepted_renderer, prepared.accepted_media_type = view.perform_content_negotiation(prepared, force=True)
    prepared.version, prepared.versioning_scheme = _version(view, prepared, keywords)
    return view


def _version(view: Any, request: Request, keywords: Mapping[str, Any]) -> Any:
    return view.determine_version(request, **keywords)


def _estimate(view: Any, queryset: Any, serializer: Any = None) -> Estimate | None:
    try:
        bound = serializer or view.get_serializer(queryset, many=True)
        return estimate(queryset, bound.child, view.paginator is not None)
    except Exception:  # a serializer that cannot be built before its rows
        return None


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for below in _below(node):
        yield from _nodes(below)


def _below(node: Any) -> tuple[Any, ...]:
    if isinstance(node, Object):
        return node.members
    if isinstance(node, Nested):
        return (node.object,)
    return (node.item,) if isinstance(node, Many) else ()


def _is_made(node: Any) -> bool:
    """Whether Python makes it, whatever its value is."""
    if isinstance(node, Value | Computed):
        return isinstance(node.representation, Spliced)
    return isinstance(node, Made) or (isinstance(node, Object) and node.instance is not None)
