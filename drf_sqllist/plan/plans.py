"""The plan of a view's list: read from the bound serializer, or kept where every class in its tree is static."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from django.db import router
from django.db.models.expressions import Col
from django.db.models.query import QuerySet
from rest_framework.exceptions import APIException
from rest_framework.generics import GenericAPIView

from drf_sqllist.kept import BoundedCache
from drf_sqllist.plan.checks import check_deferred, check_prefetches, check_select_related
from drf_sqllist.plan.doors import settings_doors
from drf_sqllist.plan.instances import check_listed, given_objects, has_fetch_mode, reads_copies_alike
from drf_sqllist.plan.nodes import Shape
from drf_sqllist.plan.own_lists import prepares_rows
from drf_sqllist.plan.paging import before_paging
from drf_sqllist.plan.plan import Plan
from drf_sqllist.plan.prefetches import prefetch_tree
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import overridden, registrations
from drf_sqllist.plan.relations import Row
from drf_sqllist.plan.static import fields_are_static, tree_of
from drf_sqllist.plan.surroundings import surroundings
from drf_sqllist.plan.targets import Links, find_links
from drf_sqllist.problems import OnlyNow, Problem, Unsupported

_plans: BoundedCache[Plan | tuple[Problem, ...] | None] = BoundedCache(512)


class Reading(NamedTuple):
    """Arguments:
    serializer: the bound list serializer, if it had to be built.
    links: what the plan's links are made of.
    """

    plan: Plan
    serializer: Any
    links: Links


def plan_for(view: Any, queryset: Any) -> Reading:
    """The plan of this request's list.

    Raises:
        Unsupported: with every problem of the tree.
    """
    settings_doors()  # a mistake in the settings is the project's to hear of
    try:
        return _plan_for(view, queryset)
    except Unsupported:
        raise
    except Exception as error:  # a serializer that cannot be built before its rows: DRF's own path is the judge
        reason = f"reading the serializer raised {type(error).__name__}: {error}"
        problem = Problem("reading", "", reason, "Let it be built from the view and the request alone.")
        refusal = isinstance(error, APIException)  # an answer to this request, e.g. to a field it asks for
        raise (OnlyNow if refusal else Unsupported)(problem) from error


def _plan_for(view: Any, queryset: Any) -> Reading:
    key = _static_key(view, queryset)
    if key is None:
        return _read(view, queryset)
    found = _plans.get(key, lambda: _read_for_keeping(view, queryset))
    if found is None:
        return _read(view, queryset)
    if isinstance(found, Plan):
        _check_databases(found, queryset)
        context = view.get_serializer_context() if found.targets or found.makers else {}
        links = find_links(found.targets, context) if found.targets else {}
        with suppress(Unsupported):  # of the querysets that this request asks for
            if links is not None:
                return Reading(found.made_for(context), None, links)
        return _read(view, queryset)
    raise Unsupported(*found)


def _read(view: Any, queryset: Any) -> Reading:
    with before_paging(view):
        serializer = view.get_serializer(queryset, many=True)
    plan = _read_plan(queryset, serializer, type(view).__name__, getattr(view, "sqllist_shapes", {}))
    _check_databases(plan, queryset)
    links = find_links(plan.targets, serializer.context)
    if links is None:
        raise Unsupported(Problem("route", "", "the routes of its links changed while they were read."))
    return Reading(plan, serializer, links)


def _read_for_keeping(view: Any, queryset: Any) -> Plan | tuple[Problem, ...] | None:
    """A plan, or its problems; None where it holds what each request makes anew."""
    try:
        plan, serializer, _ = _read(view, queryset)
    except OnlyNow:
        raise
    except Unsupported as error:
        return error.problems
    keepable = None not in plan.makers and not plan.volatile and fields_are_static(serializer.child)
    return plan if keepable else None


def _static_key(view: Any, queryset: Any) -> Hashable | None:
    """Everything that a plan depends on; None where that is more than classes and settings."""
    own = "get_serializer" in vars(view) or overridden(type(view), GenericAPIView, ("get_serializer",))
    if own or not isinstance(queryset, QuerySet):
        return None
    tree = tree_of(view.get_serializer_class())
    lookups: tuple[Any, ...] = queryset._prefetch_related_lookups  # type: ignore[attr-defined]
    if tree is None or not all(isinstance(lookup, str) for lookup in lookups):
        return None
    query = queryset.query
    return (
        type(view),
        tree,
        tuple(getattr(view, "sqllist_shapes", {}).items()),
        registrations(),
        queryset.db,
        queryset.model,
        type(queryset),
        queryset._iterable_class,
        queryset._result_cache is None,
        given_objects(queryset),
        has_fetch_mode(queryset),
        reads_copies_alike(queryset),
        bool(query.extra_select),
        tuple((name, _signature(used)) for name, used in query.annotation_select.items()) if query.annotations else (),
        repr(query.select_related),
        bool(query.select_related) and repr(query.deferred_loading),
        lookups,
        *surroundings(),
    )


def _signature(expression: Any) -> Hashable:
    if isinstance(expression, Col):
        target: Hashable = expression.target
        return target
    field = expression.output_field
    return type(expression), type(field), repr(field.deconstruct()[2:])


def _read_plan(queryset: QuerySet[Any], serializer: Any, view_name: str, shapes: Mapping[str, Shape]) -> Plan:
    """The plan of a bound list serializer over a queryset.

    Arguments:
        queryset: what the view lists, filtered, before pagination.
        serializer: a bound ``ListSerializer``.
        view_name: begins every breadcrumb.
        shapes: relation path (``"pizzas.toppings"``) to ``"correlated"`` or ``"joined"``.

    Raises:
        Unsupported: with every problem of the tree.
    """
    reader = Reader(shapes=dict(shapes), trail=[view_name], context=serializer.context)
    with reader.collecting():
        check_listed(queryset)
        query = queryset.query
        row = Row(
            queryset.model,
            annotations=query.annotation_select,
            related=query.select_related,
            prefetched=prefetch_tree(queryset),
            given=given_objects(queryset),
            mask=query.get_select_mask(),
        )
        check_prefetches(row)
        check_select_related(row.model, row.related)
        check_deferred(queryset)
        own_list = prepares_rows(serializer)
        if not own_list:
            reader.entry_of(serializer)
        tree = reader.read_object(serializer.child, row, serializer if own_list else None)
    if reader.problems:
        # A complaint is of what stands in the way at every request.
        raise (OnlyNow if reader.passing.issuperset(reader.problems) else Unsupported)(*reader.problems)
    return Plan(
        model=queryset.model,
        row=tree,
        models=reader.visited,
        json_native=reader.json_native,
        own_list=own_list,
        volatile=reader.volatile or bool(reader.passing),
        querysets=tuple(reader.querysets),
        makers=tuple(reader.makers),
        prefetches=tuple(reader.prefetches),
        notes=tuple(reader.notes),
        targets=tuple(reader.targets),
    )


class _Instance:
    """What a router sees of an instance: the database it was read from."""

    def __init__(self, using: str) -> None:
        class State:
            db = using

        self._state = State()


def _check_databases(plan: Plan, queryset: QuerySet[Any]) -> None:
    """Raise ``Unsupported`` where a router sends a related model to another database."""
    if not router.routers:
        return
    hint = _Instance(queryset.db)
    for model in plan.models - {plan.model}:
        other = router.db_for_read(model, instance=hint)
        if other != queryset.db:
            raise Unsupported(
                Problem(
                    "two-databases",
                    "",
                    f"{model._meta.label} is read from {other!r}, the list from {queryset.db!r}.",
                    "One statement reads from one database.",
                )
            )
