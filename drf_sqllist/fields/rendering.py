"""Values on DRF's own path: asked of the database once for all objects that a list is about to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models, router
from django.db.models import QuerySet
from rest_framework.serializers import BaseSerializer, ListSerializer

from drf_sqllist.fields.values import TWIN, Computation, ValueOf, keys_of

if TYPE_CHECKING:
    from drf_sqllist.fields.computed import SQLField

MOST_KEYS = 30_000
"""Of one statement: the protocol binds 65 535 values."""

_VALUES = "_sqlfield_values"


def value_of(field: SQLField, instance: Any) -> Any:
    """A field's value for an instance.

    What was selected with the instance counts, unless the serializer writes: then it may be old.
    """
    model: Any = type(instance)
    field.seen_on(model)
    name = selected_name(field, field.field_name)
    if name in vars(instance) and not hasattr(field.root, "initial_data"):
        return vars(instance)[name]
    key = _key_of(instance)
    if key is None:
        return None
    using = instance._state.db or router.db_for_read(model, instance=instance)
    known: Values | None = vars(field.parent).get(_VALUES)
    if known is None or not known.has(field, model, using, key):
        known = vars(field.parent)[_VALUES] = Values(field, instance, using)
    return known.take(field, key)


def _key_of(instance: Any) -> Any:
    """The primary key, as the database gives it: instances may be made with a text; None where it is not set."""
    key = tuple(field.to_python(getattr(instance, field.attname)) for field in instance._meta.pk_fields)
    return None if None in key else key if len(key) > 1 else key[0]


def selected_name(field: SQLField, name: str | None) -> str:
    """Under which an instance brings the field's value, if it was selected with it."""
    number = field.declaration.number
    return f"sqlfield_{number}_{name}" if name and name.isidentifier() else f"sqlfield_{number}"


@dataclass
class _Place:
    """Objects whose values are asked for together.

    Arguments:
        model: of the rows that ``keys`` are of.
        along: lookups from such a row to an object.
    """

    model: type[models.Model]
    keys: list[Any]
    along: str = ""


@dataclass
class Values:
    """The values of a serializer's fields for the objects that it is about to show: each is given out once a showing.

    Who asks for more than that shows the objects again, so they are asked for again.
    """

    first: Any
    instance: Any
    using: str
    left: dict[str, Counter[Any]] = field(init=False)
    values: dict[str, dict[Any, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.model = type(self.instance)
        computations = {one.field_name: one.computation(self.model) for one in self.first.siblings()}
        key, place = _key_of(self.instance), _place_of(self.first.parent, self.instance, self.using)
        shown, self.values = _asked(place, self.model, computations, self.using)
        if key not in shown:
            shown, self.values = _asked(_Place(self.model, [key]), self.model, computations, self.using)
        shown.setdefault(key, 1)  # a row that is gone
        self.left = {name: Counter(shown) for name in computations}

    def has(self, field: SQLField, model: type[models.Model], using: str, key: Any) -> bool:
        """Whether a value is here that was not given out yet."""
        left = self.left.get(field.field_name or "", Counter())
        return model is self.model and using == self.using and left[key] > 0

    def take(self, field: SQLField, key: Any) -> Any:
        """Give out a value."""
        name = field.field_name or ""
        self.left[name][key] -= 1
        return self.values[name].get(key)


def _asked(
    place: _Place, model: type[models.Model], computations: dict[str, Computation], using: str
) -> tuple[Counter[Any], dict[str, dict[Any, Any]]]:
    """How often each object is shown, and the fields' values by its key."""
    shown: Counter[Any] = Counter()
    values: dict[str, dict[Any, Any]] = {name: {} for name in computations}
    plain = [name for name, computation in computations.items() if not computation.is_windowed]
    selected = {f"{TWIN}_{number}": name for number, name in enumerate(plain)}
    for keys in _chunks(place.keys):
        rows: QuerySet[Any] = QuerySet(place.model, using=using).filter(pk__in=keys).order_by()
        key = keys_of(model, place.along)
        rows = rows.annotate(**{one: ValueOf(computations[name], key) for one, name in selected.items()})
        for pk, *found in rows.values_list(f"{place.along}pk", *selected):
            shown[pk] += 1
            for name, value in zip(plain, found, strict=True):
                values[name][pk] = value
    if not place.along:
        shown = Counter(place.keys)
    for name, computation in computations.items():
        if computation.is_windowed:
            for keys in _chunks(list(shown)):
                values[name].update(computation.windows_of(keys, using))
    return shown, values


def _chunks(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), MOST_KEYS):
        yield keys[start : start + MOST_KEYS]


def _place_of(serializer: Any, instance: Any, using: str) -> _Place:
    """All objects that the root, or a list that fetched its own, shows where the serializer stands; where that is not
    known, the instance's peers.
    """
    alone = _Place(type(instance), _keys_of(_peers_of(instance)))
    way: list[str] = []
    node = serializer
    while True:
        if isinstance(node.parent, ListSerializer):
            node = node.parent
        if node.parent is None or _rows_of(node):
            break
        if not isinstance(node.parent, BaseSerializer):
            return alone
        way[:0] = node.source_attrs
        node = node.parent
    rows = [*_rows_of(node)]
    if rows and (shown := _in_memory(rows, way)) is not None:
        here = _keys_of(one for one in shown if type(one) is type(instance) and one._state.db == using)
        return _Place(type(instance), here) if here else alone
    if not rows or any(type(row) is not type(rows[0]) or row._state.db != using for row in rows):
        return alone
    model, keys, way = _in_table(rows, way)
    lookups = None if model is None else _lookups(model, way)
    if model is None or lookups is None:
        return alone
    return _Place(model, keys, "".join(f"{name}__" for name in lookups))


def _in_table(rows: list[Any], way: list[str]) -> tuple[type[models.Model] | None, list[Any], list[str]]:
    """The model of the rows, their keys and the way from them; rows of hand-written SQL are in no table, so theirs
    begins at the objects that they lead to.
    """
    model = type(rows[0])
    if not getattr(model, "sqllist_declared", False):
        return model, _keys_of(rows), way
    relation: Any = next((field for field in model._meta.fields if field.is_relation and field.name == way[0]), None)
    if relation is None or not relation.target_field.primary_key:
        return None, [], way
    keys = [getattr(row, relation.attname) for row in rows]
    return relation.related_model, [key for key in keys if key is not None], way[1:]


def _keys_of(instances: Iterable[Any]) -> list[Any]:
    """The primary keys of those that have one."""
    return [key for key in map(_key_of, instances) if key is not None]


def _peers_of(instance: Any) -> list[Any]:
    """The instances that an SQL list brought together with this one, for members that Python makes."""
    peers = getattr(instance._state.fields_cache, "peers", None)
    return [instance] if peers is None else list(peers.instances)


def _rows_of(root: Any) -> Iterable[Any]:
    """The model instances that a serializer was given, or a nested list has fetched, as far as they are in memory."""
    given = root.shown if isinstance(root, ListSerializer) and hasattr(root, "shown") else root.instance
    if isinstance(given, QuerySet):
        given = given._result_cache
    given = (given if isinstance(given, list | tuple) else []) if isinstance(root, ListSerializer) else [given]
    return given if all(isinstance(row, models.Model) for row in given) else []


def _in_memory(rows: list[Any], way: list[str]) -> list[Any] | None:
    """The objects at the end of a way from rows; None where some of them are not loaded yet."""
    for attribute in way:
        held = [_held(row, attribute) for row in rows]
        if None in held:
            return None
        rows = [one for some in held for one in some or ()]
    return rows


def _held(row: Any, attribute: str) -> list[Any] | None:
    """What an instance holds of a relation, by ``select_related``, ``prefetch_related`` or ``to_attr``."""
    own, objects = vars(row), row._state.fields_cache
    if attribute in objects:
        return [] if objects[attribute] is None else [objects[attribute]]
    if attribute in own and own[attribute] is None:
        return []
    held = own.get(attribute, own.get("_prefetched_objects_cache", {}).get(attribute))
    if isinstance(held, QuerySet):
        held = held._result_cache
    if isinstance(held, models.Model):
        return [held]
    return held if isinstance(held, list) and all(isinstance(one, models.Model) for one in held) else None


def _lookups(model: Any, way: list[str]) -> list[str] | None:
    """The lookups of a way along relations; None where it is none."""
    found = []
    for attribute in way:
        options = model._meta
        relations = {one.get_accessor_name(): one for one in options.related_objects}
        relations.update(
            {
                one.name: one
                for one in (*options.fields, *options.many_to_many, *options.private_fields)
                if one.is_relation
            }
        )
        relation = relations.get(attribute)
        if relation is None or relation.related_model is None:
            return None
        found.append(relation.name)
        model = relation.related_model
    return found
