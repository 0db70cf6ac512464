"""Whether what the project's own functions do leaves the rest of the list as SQL has made it."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import is_
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models import Model
from django.db.models.fields.files import FieldFile

from drf_sqllist.plan.relations import COLUMNS, static_attribute
from drf_sqllist.problems import SideEffect

_READS = re.compile(
    r"[\s(]*(SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|SHOW|EXPLAIN|PRAGMA|DECLARE|FETCH|CLOSE|VALUES|SET)\b", re.I
)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b(?!\s+OF\b)", re.I)

_HELD = "_prefetched_objects_cache"
_NOT_VALUES = (_HELD, "_state", "refresh_from_db")
_OF_ATOMS = (
    *(models.AutoField, models.BooleanField, models.CharField, models.DateField, models.DecimalField),
    models.FileField,
    *(models.DurationField, models.FloatField, models.ForeignKey, models.IntegerField, models.TextField),
    *(models.TimeField, models.UUIDField, models.GenericIPAddressField),
)
"""Fields whose values are of types that cannot be changed inside, if the field converts nothing."""

ATOMS = frozenset(
    {str, int, float, bool, type(None), bytes, memoryview, Decimal, date, datetime, time, timedelta, UUID}
)
"""Types of values that nobody can change."""


@contextmanager
def only_reading() -> Iterator[None]:
    """Raise ``SideEffect`` in place of the first statement that is more than a question."""
    found = connections.all()
    before = [connection.needs_rollback for connection in found]
    wrappers = [connection.execute_wrappers for connection in found]
    for each in wrappers:
        each.append(_refuse)
    try:
        yield
    except SideEffect:
        for connection, needed in zip(found, before, strict=True):
            connection.needs_rollback = needed  # nothing was sent that could have failed
        raise
    finally:
        for each in wrappers:
            each.remove(_refuse)


def _refuse(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    text = sql if isinstance(sql, str) else str(sql)
    known = _READS.match(text)
    if known is None or (known[1].upper() == "WITH" and _WRITES.search(text)):
        raise SideEffect
    return execute(sql, params, many, context)


class Mark:
    """What an instance held when it was built. What came later was loaded, or is nobody's.

    Arguments:
        written: columns that SQL writes, the others may change; None for any.
        before: what it held, where a ``Snapshot`` was taken; what it holds now, if None.
    """

    __slots__ = ("_inside", "_names", "_values", "_written", "instance")

    def __init__(
        self, instance: Any, written: frozenset[str] | None = None, before: dict[str, Any] | None = None
    ) -> None:
        self.instance, self._written = instance, written
        self.renew(before)

    def renew(self, before: dict[str, Any] | None = None) -> None:
        """What it holds now is right."""
        values = self._values = vars(self.instance).copy() if before is None else before
        held = values.get(_HELD)
        self._names = None if held is None else frozenset(dict.keys(held))
        model: type[Model] = type(self.instance)
        self._inside = {name: inner_text(values[name]) for name in changeable(model) if self._counts(name)}
        if len(values) > len(model._meta.concrete_fields) + 1:  # annotations, lists of a Prefetch with to_attr
            kinds = {name: value for name, value in values.items() if type(value) in (dict, list, set)}
            further = {name: value for name, value in kinds.items() if self._counts(name) or _may_be_prefetched(value)}
            self._inside.update((name, inner_text(value)) for name, value in further.items())

    def _counts(self, name: str) -> bool:
        """Whether a value that was here matters: SQL may have written it."""
        model: type[Model] = type(self.instance)
        if name not in self._values or name in _made_by_attribute(model):
            return False
        return self._written is None or name in self._written

    def load(self, names: Iterable[str]) -> None:
        """Deferred columns were loaded."""
        now = vars(self.instance)
        self._values |= {name: now[name] for name in names if name not in self._values and name in now}

    @property
    def is_changed(self) -> bool:
        """It holds something else, or the same with something else inside."""
        now, values = vars(self.instance), self._values
        if not _holds_the_same(now, values) and self._holds_others(now):
            return True
        held = now.get(_HELD)
        if held is not None and not self._may_hold(held):
            return True  # lists that the view has not asked for
        return any(inner_text(now.get(name)) != text for name, text in self._inside.items())

    @property
    def came_later(self) -> list[str]:
        """Columns that were deferred, and are here: they were loaded or set, the instance cannot tell."""
        now, fields = vars(self.instance), self.instance._meta.concrete_fields
        names = (field.attname for field in fields if field.attname not in self._values and field.attname in now)
        return [name for name in names if self._written is None or name in self._written]

    def _holds_others(self, now: dict[str, Any]) -> bool:
        names = [name for name in self._values if name not in _NOT_VALUES and self._counts(name)]
        return any(name in now and not is_same(now[name], self._values[name]) for name in names)

    def _may_hold(self, held: Any) -> bool:
        known = self._names or frozenset()
        return (known | getattr(getattr(held, "peers", None), "names", known)).issuperset(dict.keys(held))


class Snapshot:
    """What many instances of one model held: the same as their marks, where nothing in them can be changed inside.

    Arguments:
        prefetched: names of lists that the view's queryset prefetches for them.
    """

    def __init__(self, instances: Sequence[Any], written: frozenset[str] | None, prefetched: frozenset[str]) -> None:
        self._instances, self._written = instances, written
        self._before = [vars(instance).copy() for instance in instances]
        self._lists = prefetched | frozenset(dict.keys(self._before[0].get(_HELD, {})))

    @staticmethod
    def fits(instances: Sequence[Any]) -> bool:
        """Whether the instances hold plain columns and nothing else."""
        model: type[Model] = type(instances[0])
        own = vars(instances[0])
        return not changeable(model) and len(own) - (_HELD in own) <= len(model._meta.concrete_fields) + 1

    @property
    def marks(self) -> dict[int, Mark]:
        """A mark for each, by the instance's ``id``."""
        pairs = zip(self._instances, self._before, strict=False)
        return {id(instance): Mark(instance, self._written, before) for instance, before in pairs}

    @property
    def differing(self) -> Iterator[Mark]:
        """Of those that hold something else, be it no change."""
        for instance, before in zip(self._instances, self._before, strict=False):
            now = vars(instance)
            others = _HELD in now and not self._lists.issuperset(dict.keys(now[_HELD]))
            if others or not _holds_the_same(now, before):
                yield Mark(instance, self._written, before)


def hold_what_is_stored(marks: Sequence[Mark]) -> bool:
    """Whether columns that came later hold what the database does, which is asked once for all of them.

    Arguments:
        marks: of instances of one model.
    """
    found = [(mark.instance, mark.came_later) for mark in marks]
    some = found[0][0]
    names = sorted({name for _, later in found for name in later})
    rows = type(some)._base_manager.using(some._state.db).filter(pk__in={instance.pk for instance, _ in found})
    stored = {row["pk"]: row for row in rows.order_by().values("pk", *names)}
    return all(
        instance.pk in stored and is_same(vars(instance)[name], stored[instance.pk][name])
        for instance, later in found
        for name in later
    )


def _holds_the_same(now: dict[str, Any], before: dict[str, Any]) -> bool:
    return len(now) == len(before) and all(map(is_, before.values(), map(now.get, before)))


def _may_be_prefetched(value: Any) -> bool:
    """Whether it may be the list of a Prefetch with ``to_attr``."""
    return type(value) is list and (not value or isinstance(value[0], Model))


@lru_cache(2048)
def _made_by_attribute(model: type[Model]) -> frozenset[str]:
    """Columns whose attribute is of a class that Django does not know: it may convert them, and SQL writes none."""
    options: Any = model._meta
    names = (field.attname for field in options.concrete_fields)
    return frozenset(name for name in names if type(static_attribute(model, name)) not in COLUMNS)


@lru_cache(2048)
def changeable(model: type[Model]) -> tuple[str, ...]:
    """Columns whose values may be changed inside."""
    options: Any = model._meta
    fields = options.concrete_fields
    return tuple(f.attname for f in fields if not isinstance(f, _OF_ATOMS) or hasattr(f, "from_db_value"))


def looked_at(instance: Any, marks: dict[int, Mark]) -> list[Mark]:
    """Marks of an instance and of those that it holds."""
    found: dict[int, Mark] = {}
    _look(instance, found, marks)
    return list(found.values())


def _look(instance: Any, found: dict[int, Mark], marks: dict[int, Mark]) -> None:
    if not isinstance(instance, Model) or id(instance) in found:
        return
    found[id(instance)] = marks.get(id(instance)) or Mark(instance)
    for related in dict.values(instance._state.fields_cache):
        _look(related, found, marks)
    for listed in dict.values(vars(instance).get(_HELD, {})):
        for related in getattr(listed, "_result_cache", None) or ():
            _look(related, found, marks)
    for value in vars(instance).values():
        if type(value) is list and value and isinstance(value[0], Model):  # of a Prefetch with to_attr
            for related in value:
                _look(related, found, marks)


def is_same(one: Any, other: Any) -> bool:
    if isinstance(one, FieldFile):  # made of the column's text when it is asked for
        return bool(one == other)
    return one is other or (type(one) is type(other) and repr(one) == repr(other))


def inner_text(value: Any) -> Any:
    """Something that tells a value from what it becomes when it is changed inside.

    Two of them are never equal for a value that cannot be told: then it counts as changed.
    """
    if type(value) in ATOMS:
        return None
    if isinstance(value, list) and value and isinstance(value[0], Model):
        return [id(item) for item in value]
    try:
        return pickle.dumps(value, -1)
    except Exception:  # whatever the pickling methods of a project's own class raise
        return object()
