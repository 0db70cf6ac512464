"""A nested list with conditions: which of the related objects, in what order, how many for each parent."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q
from django.db.models.expressions import ResolvedOuterRef
from django.db.models.manager import BaseManager
from django.db.models.query import QuerySet
from rest_framework.serializers import BaseSerializer, ListSerializer

from drf_sqllist.fields.fetching import Fetched, can_be_fetched

Condition = Any
"""What ``QuerySet.filter`` takes as it is: a ``Q``, or an expression that is true or false."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Which of a relation's objects are listed; what ``SQLNested`` is told, and nothing of a request."""

    filter: Condition | Callable[[Any], Condition]
    order_by: tuple[Any, ...]
    limit: int | None

    @property
    def varies(self) -> bool:
        """Whether each request may have another condition."""
        return self.filter is not None and not _is_condition(self.filter)

    def rows(self, related: QuerySet[Any], request: Any, place: str) -> QuerySet[Any]:
        """The objects in their order; the limit, as a slice, holds for each parent.

        Arguments:
            related: the objects that a related manager lists, of all parents.
            place: what to say in an error.

        Raises:
            TypeError: the function returned no condition.
        """
        condition = self.filter
        if self.varies:
            condition = self.filter(request)
            if not _is_condition(condition):
                raise TypeError(
                    f"{place}: the function given as filter returned {condition!r}, which is no condition. "
                    "Return a Q from it in every case; Q() leaves nothing out."
                )
        rows = related if condition is None else related.filter(condition)
        rows = totally_ordered(rows.order_by(*self.order_by) if self.order_by else rows)
        return rows if self.limit is None else rows[: self.limit]


class SQLNested(ListSerializer):  # type: ignore[type-arg]
    """``Serializer(many=True)`` over some of a relation's objects. It is read, never written.

    Arguments:
        serializer: the class, or an instance, that writes one of the objects.
        source: of the relation, as for any field; to-one relations may lead to it: ``"customer.orders"``.
        filter: which of them: a ``Q``, or a function that is given the request and returns one.
        order_by: names or expressions, as ``QuerySet.order_by`` takes them; the model's own order without.
            The primary key comes last, so that no two of them tie.
        limit: how many for each parent.
    """

    def __init__(
        self,
        serializer: Any,
        *,
        source: str | None = None,
        filter: Condition | Callable[[Any], Condition] = None,
        order_by: Sequence[Any] = (),
        limit: int | None = None,
    ) -> None:
        _check_serializer(serializer)
        _check(filter is None or _is_condition(filter) or callable(filter), "filter", filter, _FILTER)
        _check(isinstance(order_by, list | tuple) and all(map(_is_order, order_by)), "order_by", order_by, _ORDER)
        _check(limit is None or (type(limit) is int and limit > 0), "limit", limit, _LIMIT)
        if not callable(filter):
            _check(not _refers_outwards(filter), "filter", filter, _OUTWARDS)
        _check(not any(map(_refers_outwards, order_by)), "order_by", order_by, _OUTWARDS)
        self.choice = Choice(filter, tuple(order_by), limit)
        self._fetched = Fetched()
        child = serializer() if isinstance(serializer, type) else serializer
        super().__init__(child=child, source=source, read_only=True)

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("SQLNested is a list already: leave many=True out.")

    def __deepcopy__(self, memo: Any) -> SQLNested:
        """DRF copies declared fields for each serializer; what is never changed is shared."""
        made = vars(self)
        (serializer,) = made["_args"]
        return type(self)(copy.deepcopy(serializer, memo), **made["_kwargs"])

    @property
    def place(self) -> str:
        """The serializer and the name of the field."""
        return f"{type(self.parent).__name__}.{self.field_name}"

    def rows(self, related: QuerySet[Any]) -> QuerySet[Any]:
        """Those of a relation's objects that are listed, as ``Choice.rows``."""
        return self.choice.rows(related, self.context.get("request"), self.place)

    def to_representation(self, data: Any) -> list[Any]:
        """The objects of one parent.

        Arguments:
            data: the relation's manager, or a queryset.
        """
        return super().to_representation(self._rows_of(data))

    def _rows_of(self, data: Any) -> Iterable[Any]:
        if can_be_fetched(data):
            return self._fetched.of(self, data)
        if isinstance(data, BaseManager | QuerySet):
            return self.rows(data.all())
        raise TypeError(
            f"{self.place}: the source {self.source!r} leads to a {type(data).__name__}, which the database cannot "
            "filter. Name a to-many relation, or use Serializer(many=True) for what is in memory."
        )

    @property
    def shown(self) -> list[Any]:
        """The objects that were fetched together and are being written."""
        return self._fetched.rows


def totally_ordered(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows in their order, ties broken by the primary key."""
    found: Any = rows._chain()  # type: ignore[attr-defined]
    query = found.query
    ordering = query.order_by or (query.get_meta().ordering if query.default_ordering else ())
    keys = [field.attname for field in query.get_meta().pk_fields]
    named = {name.lstrip("-") for name in ordering if isinstance(name, str)}
    if not query.extra_order_by and named.isdisjoint({"pk", *keys[:1]}):
        query.clear_ordering(force=True, clear_default=False)
        query.add_ordering(*ordering, *keys)
    return found  # type: ignore[no-any-return]


_FILTER = "give it a Q, as Q(size='L'), or a function that is given the request and returns one"
_ORDER = "give it a list of names or expressions, as ['-price', F('name').desc()]"
_OUTWARDS = "there is no outer query; name the parent by the relation to it, as F('order__total')"
_LIMIT = "give it a whole number above 0, or leave it out to list all of them"


def _check(fits: bool, argument: str, value: Any, fix: str) -> None:
    if not fits:
        raise TypeError(f"SQLNested cannot use {argument}={value!r}: {fix}.")


def _check_serializer(serializer: Any) -> None:
    is_class = isinstance(serializer, type)
    cls = serializer if is_class else type(serializer)
    if not issubclass(cls, BaseSerializer):
        raise TypeError(f"SQLNested lists objects by a serializer, not by {serializer!r}: give it a serializer class.")
    if issubclass(cls, ListSerializer):
        raise TypeError(
            f"SQLNested was given a {cls.__name__}: give it the serializer of one object, without many=True."
        )
    own = getattr(getattr(cls, "Meta", None), "list_serializer_class", ListSerializer)
    if own.to_representation is not ListSerializer.to_representation:
        raise TypeError(
            f"SQLNested makes the list by itself, without {own.__name__}.to_representation(), which "
            f"{cls.__name__}.Meta names: give it a serializer without list_serializer_class, and say by filter and "
            "order_by what that does."
        )


def _is_condition(value: Any) -> bool:
    return isinstance(value, Q) or (hasattr(value, "resolve_expression") and getattr(value, "conditional", False))


def _refers_outwards(value: Any) -> bool:
    """Whether it names a column of a query around it, outside of a sub-select of its own."""
    parts = value.flatten() if hasattr(value, "flatten") else ()
    return any(isinstance(part, OuterRef | ResolvedOuterRef) for part in (value, *parts))


def _is_order(value: Any) -> bool:
    return (isinstance(value, str) and bool(value)) or hasattr(value, "resolve_expression")
