"""What a paginator that looks at its rows has read, and whether it left them as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.db.models.query import QuerySet

from drf_sqllist.page.watched import is_like, may_follow, watched
from drf_sqllist.plan.prefetches import Prefetched, prefetch_tree
from drf_sqllist.plan.relations import Row, ToManyStep, ToOneStep, step
from drf_sqllist.problems import Unsupported

_HELD = "_prefetched_objects_cache"


class Seen:
    """Takes note of the instances that Django reads for a paginator."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self._given = queryset
        self._before: dict[int, tuple[Any, dict[int, Any]]] = {}

    def queryset(self) -> QuerySet[Any]:
        """The queryset for the paginator."""
        return watched(self._given, self) if may_follow(self._given) else self._given

    def take(self, rows: Any) -> None:
        """Django is to fetch instances."""

    def read(self, rows: Any) -> None:
        """Django has fetched instances, and whatever is prefetched for them."""
        if is_like(rows, self._given):
            self._before.update((id(instance), (instance, _facts(instance))) for instance in rows._result_cache)

    def has_only(self, page: list[Any]) -> bool:
        """Whether a page is made of these instances, and they hold what they did."""
        return all(id(one) in self._before and self._before[id(one)][1] == _facts(one) for one in page)


def _facts(instance: Any) -> dict[int, Any]:
    """What an instance, and those that it holds, show; by their ``id``."""
    found: dict[int, Any] = {}
    waiting = [instance]
    while waiting:
        one = waiting.pop()
        if id(one) in found:
            continue
        values, related = dict(vars(one)), list(_related(one))
        state = values.pop("_state")
        values.pop(_HELD, None)
        shown = {name: (type(value), id(value), _text(value)) for name, value in values.items()}
        found[id(one)] = one, state.db, state.adding, shown, [*map(id, related)]
        waiting += related
    return found


def _text(value: Any) -> str:
    """What tells a value from what it becomes when it is changed inside."""
    return repr(value) if isinstance(value, list | dict | set | bytearray) else ""


def _related(instance: Any) -> Iterator[Any]:
    own = vars(instance)
    for one in instance._state.fields_cache.values():
        if isinstance(one, Model):
            yield one
    for rows in (*own.get(_HELD, {}).values(), *own.values()):
        for one in rows._result_cache or () if isinstance(rows, QuerySet) else rows if isinstance(rows, list) else ():
            if isinstance(one, Model):
                yield one


def loaded_models(queryset: QuerySet[Any]) -> frozenset[type[Model]]:
    """Models whose rows are in memory once a queryset is read."""
    related = queryset.query.select_related
    found = {queryset.model, *_along(queryset.model, related if isinstance(related, dict) else {})}
    return frozenset(found | set(_along(queryset.model, _names(prefetch_tree(queryset)))))


def _names(tree: Mapping[str, Prefetched]) -> dict[str, Any]:
    """Relations by their own names; not those under an attribute of another name, which no field shows."""
    return {name: _names(node.below) for name, node in tree.items() if name == node.relation}


def _along(model: Any, tree: Mapping[str, Any]) -> Iterator[type[Model]]:
    for name, below in tree.items():
        try:
            reached = step(Row(model), name)
        except Unsupported:
            continue
        if isinstance(reached, ToOneStep | ToManyStep):
            yield reached.model
            yield from _along(reached.model, below)
