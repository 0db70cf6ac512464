"""Whether what the project's own functions do leaves the rest of the list as SQL has made it."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import is_
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Model
from django.db.models.fields.files import FieldFile

from drf_sqllist.problems import SideEffect

_READS = re.compile(
    r"[\s(]*(SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|SHOW|EXPLAIN|PRAGMA|DECLARE|FETCH|CLOSE|VALUES|SET)\b", re.I
)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b(?!\s+OF\b)", re.I)

_HELD = "_prefetched_objects_cache"
_NOT_VALUES = ("_state", "refresh_from_db")
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
    """

    __slots__ = ("_deferred", "_held", "_inside", "_names", "_values", "_written", "instance")

    def __init__(self, instance: Any, written: frozenset[str] | None = None) -> None:
        self.instance, self._written = instance, written
        self.renew()

    def renew(self) -> None:
        """What it holds now is right."""
        own, written = vars(self.instance), self._written
        self._values = {
            name: value
            for name, value in own.items()
            if (written is None or name in written or name == _HELD) and name not in _NOT_VALUES
        }
        fields = self.instance._meta.concrete_fields
        names = (field.attname for field in fields if field.attname not in own)
        self._deferred = [name for name in names if self._written is None or name in self._written]
        self._held = self._values.get(_HELD, {})
        self._names = frozenset(dict.keys(self._held)) | getattr(
            getattr(self._held, "peers", None), "names", frozenset()
        )
        self._inside = {
            name: _text(value) for name, value in self._values.items() if type(value) not in ATOMS and name != _HELD
        }

    def load(self, names: Iterable[str]) -> None:
        """Deferred columns were loaded."""
        now = vars(self.instance)
        self._values |= {name: now[name] for name in names if name in self._deferred and name in now}
        self._deferred = [name for name in self._deferred if name not in self._values]

    @property
    def is_changed(self) -> bool:
        """It holds something else, or the same with something else inside."""
        now = vars(self.instance)
        if any(name in now for name in self._deferred):
            return True  # it may have been loaded or set: nobody can tell
        if not self._names.issuperset(dict.keys(now.get(_HELD, {}))):
            return True  # lists that the view has not asked for
        if any(_text(now.get(name)) != text for name, text in self._inside.items()):
            return True
        if all(map(is_, self._values.values(), map(now.get, self._values))):
            return False
        return any(name in now and not _is_same(now[name], value) for name, value in self._values.items())


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


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, FieldFile):  # made of the column's text when it is asked for
        return bool(one == other)
    return one is other or (type(one) is type(other) and repr(one) == repr(other))


def _text(value: Any) -> Any:
    """Something that tells a value from what it becomes when it is changed inside."""
    if isinstance(value, list) and value and isinstance(value[0], Model):
        return [id(item) for item in value]
    try:
        return pickle.dumps(value, -1)
    except Exception:  # whatever a project's own class raises
        return repr(value)
