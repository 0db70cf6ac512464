"""The two doors to new types: readers of serializer fields and kinds of model fields.

A class is registered for itself alone. A subclass counts as its base only while it leaves everything
alone that can change what is written: that is decided by comparing function objects, never by name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.module_loading import import_string

from drf_sqllist.plan.doors import generation, is_waived
from drf_sqllist.plan.nodes import Representation, URLPart
from drf_sqllist.plan.preparing import preparations
from drf_sqllist.problems import Problem, Unsupported


@dataclass(frozen=True)
class Kind(ABC):
    """What a column holds, as Python sees it once the ORM has loaded it."""

    @abstractmethod
    def native(self) -> Representation:
        """The value handed to DRF's JSON encoder as it is (``ReadOnlyField``, primary keys)."""

    @abstractmethod
    def string(self) -> Representation:
        """``str(value)`` (``CharField``)."""

    @abstractmethod
    def spliced(self) -> Representation:
        """The value travels in the body and the field's own ``to_representation`` writes it."""

    def stored(self) -> Representation:
        """The value travels in the body as ``Model.from_db`` is given it."""
        return self.spliced()

    def as_integer(self) -> Representation:
        """``int(value)`` (``IntegerField``)."""
        return self.spliced()

    def as_float(self) -> Representation:
        """``float(value)`` (``FloatField``)."""
        return self.spliced()

    def labelled(self, choices: Mapping[Any, Any], otherwise: Representation) -> Representation | None:
        """The value's label among ``choices``; None where SQL cannot compare such values as Python does."""
        return None

    def in_url(self) -> URLPart:
        """The value in a URL."""
        raise Unsupported(Problem("url-value", "", f"{type(self).__name__} does not say how a URL is made of it."))

    def computed(self) -> Kind:
        """The kind of an expression's value with this output, which the database may compute in another type."""
        return self

    def bare(self) -> Kind:
        """The kind of a value that no attribute of a model's makes anything of: an annotation's, a foreign key's."""
        return self

    @property
    def column_types(self) -> tuple[str, ...]:
        """Types of a column that Django itself makes for this kind, the first one fit for a cast."""
        return self.postgresql_types

    @property
    def column_check(self) -> str:
        """A further condition on a column's value, with ``{0}`` for it."""
        return ""

    postgresql_types: ClassVar[tuple[str, ...]] = ()
    """Types of an expression (``pg_typeof``) that this kind's SQL is right for."""

    sqlite_types: ClassVar[tuple[str, ...]] = ()
    """The same for SQLite's ``typeof``."""


FIELD_OUTPUT = frozenset({"get_attribute", "to_representation", "get_default"})
"""What every serializer field's output depends on (DRF ``Field``, ``Serializer.to_representation``)."""

NEEDS_INSTANCE = ("get_attribute", "get_default")
"""Overrides of these make a field's values from the instance, not from a column's value alone."""

COLUMN_OUTPUT = frozenset(
    {"from_db_value", "get_db_converters", "select_format", "value_from_object", "get_col", "cached_col"}
)
"""What the Python value of a model field's column depends on (Django ``Field``)."""


@dataclass(frozen=True)
class Entry:
    """A registered class: its reader, and the names its output depends on.

    ``read`` is a ``ScalarReader`` (field, kind), or for ``whole`` entries a ``MemberReader``
    (reader, field, row) that finds its values by itself.
    """

    read: Callable[..., Any]
    output: frozenset[str]
    whole: bool = False


_fields: dict[type, Entry] = {}
_kinds: dict[type, Entry] = {}
_other_kinds: list[Callable[[models.Field[Any, Any]], Kind | None]] = []
_generation = [0]

F = TypeVar("F", bound=Callable[..., Any])


def reader_for(*classes: type[Any] | str, output: Iterable[str] = ()) -> Callable[[F], F]:
    """Register ``read(field, kind) -> Representation`` for exactly these serializer field classes.

    Arguments:
        classes: serializer field classes that write one column's value.
        output: names beyond ``FIELD_OUTPUT`` that the classes' output depends on; a subclass that
            defines one of them is not read as its base.
    """
    return _register(_fields, classes, FIELD_OUTPUT.union(output), whole=False)


def member_reader_for(*classes: type[Any] | str, output: Iterable[str] = ()) -> Callable[[F], F]:
    """Register ``read(reader, field, row) -> Member`` for fields that are more than one column's value."""
    return _register(_fields, classes, FIELD_OUTPUT.union(output), whole=True)


def kind_for(*classes: type[Any] | str) -> Callable[[F], F]:
    """Register ``read(model_field) -> Kind`` for exactly these model field classes."""
    return _register(_kinds, classes, COLUMN_OUTPUT, whole=False)


def other_kinds(read: Callable[[models.Field[Any, Any]], Kind | None]) -> Any:
    """Register what is asked for model fields whose class is not registered; None where it does not know either."""
    _other_kinds.append(read)
    return read


def _register(
    registry: dict[type, Entry], classes: Iterable[type | str], output: frozenset[str], whole: bool
) -> Callable[[F], F]:
    def register(read: F) -> F:
        for cls in classes:
            registry[import_string(cls) if isinstance(cls, str) else cls] = Entry(read, output, whole)
        _generation[0] += 1
        return read

    return register


def registrations() -> int:
    """How often something was registered: a plan that is older knows less."""
    return _generation[0] + generation()


def find_reader(cls: type) -> tuple[Entry | None, str | None]:
    """The entry for a serializer field class.

    Returns:
        (entry, None); or (entry of the base, name of the attribute that the subclass overrides); or
        (None, None) when neither the class nor a base of it is registered.
    """
    return _find(_fields, cls)


def find_kind(cls: type) -> tuple[Entry | None, str | None]:
    """The entry for a model field class; returns as ``find_reader`` does."""
    return _find(_kinds, cls)


def _find(registry: dict[type, Entry], cls: type) -> tuple[Entry | None, str | None]:
    for base in cls.__mro__:
        if entry := registry.get(base):
            changed = None if cls is base else _override(cls, base, entry)
            if base.__module__.startswith("rest_framework."):
                changed = changed or patched(base, FIELD_OUTPUT, "rest_framework.")
            return entry, changed
    return None, None


def _override(cls: type, base: type, entry: Entry) -> str | None:
    changed = overridden(cls, base, filter(entry.output.__contains__, NEEDS_INSTANCE))
    changed = changed or overridden(cls, base, entry.output)
    if changed == "to_representation" and preparations(cls):
        return overridden(cls, base, entry.output - {"to_representation"})
    return changed


def overrides_only(cls: type, name: str) -> bool:
    """Whether a subclass of a registered class changes nothing of its output but what ``name`` does."""
    base = next((base for base in cls.__mro__ if base in _fields), None)
    if base is None or overridden(cls, base, (name,)) is None or patched(base, FIELD_OUTPUT, "rest_framework."):
        return False
    if name == "to_representation" and preparations(cls):
        return False
    return overridden(cls, base, (_fields[base].output | set(NEEDS_INSTANCE)) - {name}) is None


def kind_of(field: models.Field[Any, Any]) -> Kind:
    """What a model field's column holds.

    Raises:
        Unsupported: no such column type is known, or a subclass changes what is loaded from it.
    """
    entry, changed = find_kind(type(field))
    if entry is not None and not changed:
        kind: Kind = entry.read(field)
        return kind
    for read in _other_kinds:
        if (other := read(field)) is not None:
            return other
    name = type(field).__name__
    reason = f"{name}.{changed} changes what is loaded." if changed else f"the model field class {name} is not known."
    raise Unsupported(
        Problem("column-override" if changed else "column-type", "", reason, "Register it with kind_for.")
    )


def column_of(model_field: Any) -> models.Field[Any, Any]:
    """The field whose values a foreign key's column holds, through any number of keys."""
    while model_field.remote_field is not None:
        model_field = model_field.target_field
    return model_field  # type: ignore[no-any-return]


def known_base(cls: type) -> type | None:
    """The model field class that ``cls`` is registered as, itself or a base."""
    return next((base for base in cls.__mro__ if base in _kinds), None)


def overridden(cls: type, base: type, names: Iterable[str]) -> str | None:
    """The first of ``names`` that ``cls`` resolves to something else than ``base`` does, if any.

    Not cached: tests patch classes while they run.
    """
    for name in names:
        if getattr(cls, name, None) is not getattr(base, name, None) and not is_waived(cls, base, name):
            return name
    return None


def patched(cls: type, names: Iterable[str], package: str) -> str | None:
    """The first method of ``names`` that ``cls`` has from elsewhere than its own package, if any."""
    for name in names:
        method = getattr(cls, name, None)
        if callable(method) and not method.__module__.startswith(package):
            return name
    return None


def changed_on_instance(field: object, names: Collection[str]) -> str | None:
    """The first method of ``names`` that was set on the instance itself (``field.to_representation = ...``)."""
    own = vars(field)
    if own.keys().isdisjoint(names):
        return None
    return next((name for name in sorted(names) if name in own and callable(own[name])), None)
