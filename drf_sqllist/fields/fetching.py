"""Fetches the objects of a nested list for all parents that are being written, by one query."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from django.db.models import F, Manager, Model, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import LessThanOrEqual
from django.db.models.manager import BaseManager
from django.db.models.query import QuerySet
from rest_framework.serializers import ListSerializer

if TYPE_CHECKING:
    from drf_sqllist.fields.nested import SQLNested

MOST = 1_000
"""Parents in one query: databases limit how many values are bound."""


def can_be_fetched(data: Any) -> bool:
    """Whether it is a manager of an instance's related objects, of which Django prefetches."""
    return isinstance(data, BaseManager) and hasattr(data, "get_prefetch_querysets") and hasattr(data, "instance")


class Fetched:
    """The objects of parents that come next, for a nested list that is being written.

    Each parent's are given out once and in the order of the parents, as they are written: whoever asks again,
    after an error or for another answer, is given what the database has by then.
    """

    def __init__(self) -> None:
        self._coming: deque[tuple[Any, list[Any]]] = deque()
        self.rows: list[Any] = []

    def of(self, field: SQLNested, manager: Any) -> list[Any]:
        """The objects of a manager's instance."""
        owner = manager.instance
        while self._coming:
            next_one, objects = self._coming.popleft()
            if next_one is owner:
                return objects
        related = _related(manager)
        rows = field.rows(related)
        if _is_asked_alone(manager, rows):
            self.rows = [*field.rows(manager._apply_rel_filters(related))]
            return self.rows
        owners = _from(owner, owners_beside(field))
        self._coming.extend(zip(owners, fetch(manager, rows, owners), strict=True))
        self.rows = [*chain.from_iterable(objects for _, objects in self._coming)]
        return self._coming.popleft()[1]


def _from(owner: Any, owners: Iterable[Any]) -> list[Any]:
    """The instances from one of them on; itself alone where it is none of them."""
    found: list[Any] = []
    for one in owners:
        alike = type(one) is type(owner) and one._state.db == owner._state.db and one.pk is not None
        if one is owner or (found and alike):
            found.append(one)
            if len(found) == MOST:
                break
    return found or [owner]


def owners_beside(field: SQLNested) -> Iterator[Any]:
    """The instances whose objects the field lists one after the other, as far as they are in memory."""
    return _along(_beside(field.parent), field.source_attrs[:-1])


def _beside(serializer: Any) -> Iterable[Any]:
    """The instances that a serializer writes one after the other, as far as they are in memory."""
    above = serializer.parent
    if above is None:
        return ()
    if not isinstance(above, ListSerializer):
        return _along(_beside(above), serializer.source_attrs)
    if hasattr(above, "shown"):
        return above.shown  # type: ignore[no-any-return]
    if above.parent is None:
        rows = above.instance
        rows = rows._result_cache if isinstance(rows, QuerySet) else rows
        return rows if isinstance(rows, list | tuple) else ()
    return _along(_beside(above.parent), above.source_attrs)


def _along(instances: Iterable[Any], attributes: Sequence[str]) -> Iterator[Any]:
    """What the instances already hold at the end of a source: nothing is loaded for it."""
    for instance in instances:
        found = [instance]
        for attribute in attributes:
            found = [*chain.from_iterable(_held(one, attribute) for one in found)]
        yield from found


def _held(instance: Any, attribute: str) -> Iterable[Any]:
    state = getattr(instance, "_state", None)
    if state is None:
        return ()
    if (one := state.fields_cache.get(attribute)) is not None:
        return (one,)
    many = vars(instance).get("_prefetched_objects_cache", {}).get(attribute, vars(instance).get(attribute))
    if isinstance(many, Model):
        return (many,)
    rows = many._result_cache if isinstance(many, QuerySet) else many
    return rows if isinstance(rows, list) else ()


def _related(manager: Any) -> QuerySet[Any]:
    """What a related manager lists before it narrows the rows to its instance's, whatever was prefetched."""
    related: QuerySet[Any] = super(type(manager), manager).get_queryset()
    return related


def _is_asked_alone(manager: Any, rows: QuerySet[Any]) -> bool:
    """Whether the rows of one parent may be others when they are fetched together with those of other parents."""
    if asks_for_instance(type(manager).__mro__[1]) or looks_around(rows):
        return True
    return any(getattr(type(rows), name) is not getattr(QuerySet, name) for name in _NARROWING)


_NARROWING = ("_chain", "_clone", "_filter_or_exclude", "filter")
"""What Django does not call of a queryset's class when it prefetches; a related manager does."""


def asks_for_instance(manager_class: type) -> str | None:
    """The first method of a manager class that names the instance it may be a manager of."""
    for base in takewhile(lambda base: base not in (Manager, BaseManager), manager_class.__mro__):
        for name, method in vars(base).items():
            code = getattr(method, "__code__", None)
            if code is not None and "instance" in (*code.co_names, *code.co_consts):
                return name
    return None


def fetch(manager: Any, rows: QuerySet[Any], owners: list[Any]) -> list[list[Any]]:
    """The objects of each owner, by Django's own way to prefetch a relation. The owners are left as they are.

    Arguments:
        manager: of one of the owners.
        rows: of all of them.
    """
    limit = rows.query.high_mark
    if rows.query.is_sliced and rows.query.distinct:
        rows = _unsliced(rows)  # Django's window would number rows that are then found to be the same
    elif rows.query.is_sliced and hasattr(manager, "content_type_field_name"):
        rows = _first_of_each(_unsliced(rows), manager, limit)
    found, of_row, of_owner, *_ = manager.get_prefetch_querysets(owners, [rows])
    by_owner: dict[Any, list[Any]] = {}
    for row in found:
        by_owner.setdefault(of_row(row), []).append(row)
    return [by_owner.get(of_owner(owner), [])[:limit] for owner in owners]


def looks_around(rows: QuerySet[Any]) -> bool:
    """Whether the rows of other parents have a say in a queryset's rows: by a window, by ``distinct()`` on columns."""
    query: Any = rows.query
    parts = (*query.annotations.values(), query.where, *query.order_by)
    return bool(query.distinct_fields) or any(getattr(part, "contains_over_clause", False) for part in parts)


def _unsliced(rows: QuerySet[Any]) -> QuerySet[Any]:
    whole = rows._chain()  # type: ignore[attr-defined]
    whole.query.clear_limits()
    return whole  # type: ignore[no-any-return]


def _first_of_each(rows: QuerySet[Any], manager: Any, limit: Any) -> QuerySet[Any]:
    """What Django itself does for a slice of any other relation than a generic one."""
    order = [expression for expression, _ in rows.query.get_compiler(using=rows.db).get_order_by()]
    owner = [F(f"{manager.content_type_field_name}_id"), F(manager.object_id_field_name)]
    cut: QuerySet[Any] = rows.filter(LessThanOrEqual(Window(RowNumber(), partition_by=owner, order_by=order), limit))
    return cut
