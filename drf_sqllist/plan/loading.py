"""Which columns and relations of a row travel to Python, where an instance of its model is built of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import models

from drf_sqllist.plan.annotations import represent_annotation, represent_column
from drf_sqllist.plan.doors import declared_reads
from drf_sqllist.plan.instances import own_making
from drf_sqllist.plan.loaded import Back, Instance, Relative, Stored
from drf_sqllist.plan.needs import Needs, Path
from drf_sqllist.plan.nodes import (
    Many,
)
from drf_sqllist.plan.prefetches import any_repeated
from drf_sqllist.plan.relations import ColumnStep, Row, ToManyStep, ToOneStep, step
from drf_sqllist.plan.tables import has_table
from drf_sqllist.problems import Problem, Unsupported

if TYPE_CHECKING:
    from drf_sqllist.plan.reader import Reader

Tree = dict[str, "Tree"]
Read = Callable[["Reader", Row], Instance]


def read_instance(reader: Reader, row: Row, needs: Needs) -> Instance:
    """The row as Python is to have it.

    Raises:
        Unsupported: SQL cannot bring all that DRF's own instance holds.
    """
    # A row without a table could never read a column that it lacks.
    if needs.full or own_making(row.model) or not has_table(row.model):
        return _full(reader, row, _tree((*needs.along, *needs.reads)))
    named = None if needs.inferred else tuple("__".join(path) for path in needs.reads)
    return _declared(reader, row, _tree(needs.reads), named)


def _tree(paths: Iterable[Path]) -> Tree:
    root: Tree = {}
    for path in paths:
        level = root
        for name in path:
            level = level.setdefault(name, {})
    return root


def _full(reader: Reader, row: Row, further: Tree) -> Instance:
    """All that Django's own instance has: loaded columns, annotations, ``select_related``, prefetches, its parent.

    Arguments:
        further: relations whose objects it is to hold as well.
    """
    if row.given and row.hops:
        raise Unsupported(Problem("given-object", "", "an object of the list's own rows is met again below them."))
    if any_repeated(row.prefetched):
        raise Unsupported(Problem("prefetch", "", "a relation is prefetched twice, with different querysets."))
    options: Any = row.model._meta
    fields = [field for field in options.concrete_fields if not row.mask or field in row.mask]
    columns = [_column(field) for field in fields]
    columns += [
        Stored(name, represent_annotation(expression, lambda kind: kind.stored()), is_annotation=True)
        for name, expression in row.annotations.items()
    ]
    slot = None
    if row.prefetched:
        reader.prefetches.append(row.prefetched)
        slot = len(reader.prefetches) - 1
    relatives = {name: _relative(reader, row, name, _following(further.get(name, {}))) for name in _selected(row)}
    lists: list[Many] = []
    for name, below in _expanded(row, further).items():
        with suppress(Unsupported):  # it then comes when it is asked for
            reached = step(row, name)
            if isinstance(reached, ToOneStep) and name not in relatives:
                relatives[name] = _relative(reader, row, name, _following(below))
            elif isinstance(reached, ToManyStep):
                lists.append(_list(reader, row, name, reached, _following(below)))
    return Instance(
        row.model,
        row.hops,
        tuple(columns),
        tuple(relatives.values()),
        tuple(lists),
        back=_back(reader, row),
        listed=_listed(reader, row),
        held=_held(reader, row),
        shared=row.held is not None and row.held[0].shared,
        is_full=True,
        given=row.given,
        prefetches=slot,
    )


def _following(further: Tree) -> Read:
    return lambda reader, row: _full(reader, row, further)


def _column(field: models.Field[Any, Any]) -> Stored:
    return Stored(field.attname, represent_column(field, lambda kind: kind.stored()))


def _selected(row: Row) -> Iterator[str]:
    """Relations that ``select_related`` brings with the row's instance."""
    if row.related is True:
        return  # all of them, down to a depth: they come when they are asked for
    for name in row.related or ():
        if isinstance(step(row, name), ToOneStep):
            yield name


def _refuse_renamed(row: Row, name: str) -> None:
    """Raise ``Unsupported`` for objects that a ``Prefetch`` puts under a name of its own."""
    prefetched = row.prefetched.get(name)
    if prefetched is not None and prefetched.relation != name:
        reason = f"{name!r} is set by a Prefetch with to_attr."
        raise Unsupported(Problem("reads", "", reason, "Let the method read the relation itself."))


def _relative(reader: Reader, row: Row, name: str, read: Read) -> Relative:
    _refuse_renamed(row, name)
    reached = step(row, name)
    assert isinstance(reached, ToOneStep)
    there, _ = reader.hop(row, reached, "null", built=True)
    # Its own parent is the instance that it hangs on, which Python knows without being told.
    below = Row(there.model, there.hops, there.annotations, there.related, there.prefetched, mask=reached.mask)
    return Relative(name, read(reader, below), reached.covered)


def _back(reader: Reader, row: Row) -> Back | None:
    """The instance that the row was reached from, as DRF's instance holds it."""
    for attribute in row.parents:
        if back := _to_parent(reader, row, attribute, Needs(full=True)):
            return back
        raise Unsupported(Problem("parent", "", f"{attribute!r} leads back to an object that is not in the list."))
    return None


def _to_parent(reader: Reader, row: Row, attribute: str, needs: Needs) -> Back | None:
    """The way back to the object around; None where it is not in the list.

    Arguments:
        needs: of that object.
    """
    for frame in reversed(reader.frames):
        if frame.row is row.parents.get(attribute):
            frame.needs.add(needs)
            return Back(attribute, frame.path)
    return None


def _held(reader: Reader, row: Row) -> Back | None:
    """The to-one relation of the instance around that leads to the row's instance.

    Where two members lead to it they are given one object: that of the instance around, which is needed then.
    """
    if row.held is None:
        return None
    reached, parent = row.held
    for frame in reversed(reader.frames):
        if frame.row is parent:
            if reached.attribute in frame.holds:
                frame.needs.add(Needs(full=True))
            frame.holds.add(reached.attribute)
            return Back(reached.attribute, frame.path)
    return None


def _listed(reader: Reader, row: Row) -> Back | None:
    """The list of the instance around that the row's instance is an item of."""
    if row.listed is None or row.hops:
        return None
    attribute, parent = row.listed
    frame = next((frame for frame in reversed(reader.frames) if frame.row is parent), None)
    return None if frame is None else Back(attribute, frame.path)


def _declared(reader: Reader, row: Row, tree: Tree, reads: tuple[str, ...] | None) -> Instance:
    """What was declared, and nothing else."""
    columns: dict[str, Stored] = {}
    relatives: list[Relative] = []
    lists: list[Many] = []
    back: Back | None = None
    given = row.given if not row.hops else frozenset()

    def add(attribute: str) -> None:
        reached = step(row, attribute)
        assert isinstance(reached, ColumnStep)
        if reached.field is None:
            expression = row.annotations[reached.name]
            representation = represent_annotation(expression, lambda kind: kind.stored())
            columns[reached.name] = Stored(reached.name, representation, is_annotation=True)
        else:
            columns[reached.name] = _column(reached.field)

    options: Any = row.model._meta
    for field in options.pk_fields:
        add(field.attname)
    for name in given:
        for key, _ in options.get_field(name).related_fields:
            add(key.attname)  # by which Django finds the object
    for name, further in _expanded(row, tree).items():
        reached = step(row, name)
        if isinstance(reached, ColumnStep):
            add(name)
        elif isinstance(reached, ToOneStep):
            if reached.key is not None:
                add(reached.key.attname)
            if name in given:
                continue  # the very object that the view has brought, and all that it holds
            wanted = Needs(reads=dict.fromkeys(_paths(_wanted(reached.model, further))))
            if above := _to_parent(reader, row, name, wanted):
                back = above
            else:
                relatives.append(_relative(reader, row, name, _reading(further, reads)))
        elif isinstance(reached, ToManyStep):
            lists.append(_list(reader, row, name, reached, _reading(further, reads)))
        else:
            add(reached.field.attname)
    ordered = sorted(columns.values(), key=_position(row.model))
    return Instance(row.model, row.hops, tuple(ordered), tuple(relatives), tuple(lists), reads, back, given=given)


def _reading(tree: Tree, reads: tuple[str, ...] | None) -> Read:
    """How the objects of a declared relation are read: what was named of them, or, if nothing was, all columns."""

    def read(reader: Reader, row: Row) -> Instance:
        if own_making(row.model):
            return _full(reader, row, tree)  # whoever makes it may look at any of its columns
        return _declared(reader, row, _wanted(row.model, tree), reads)

    return read


def _wanted(model: type[models.Model], tree: Tree) -> Tree:
    return tree or {field.attname: {} for field in model._meta.concrete_fields}


def _list(reader: Reader, row: Row, name: str, reached: ToManyStep, read: Read) -> Many:
    """A to-many relation's objects; the instance that holds them is their parent, which Python knows."""

    _refuse_renamed(row, name)

    def item(there: Row) -> Instance:
        return read(reader, replace(there, parents={}, listed=None))

    return reader.many(name, name, row, reached, item)


def _expanded(row: Row, tree: Tree) -> Tree:
    """The tree, with what a property has itself declared to read in the property's place."""
    found: dict[Path, None] = {}
    waiting = [*_paths(tree)]
    seen: set[str] = set()
    for path in waiting:  # which grows meanwhile
        inner = declared_reads(inspect.getattr_static(row.model, path[0], None))
        if inner is None:
            found[path] = None
        elif path[0] not in seen:
            seen.add(path[0])
            waiting += (tuple(lookup.split("__")) for lookup in inner)
    return _tree(found)


def _paths(tree: Tree, way: Path = ()) -> Iterator[Path]:
    for name, below in tree.items():
        yield from _paths(below, (*way, name)) if below else [(*way, name)]


def _position(model: Any) -> Any:
    """Django wants the values of an instance in the order of its model's fields."""
    places: Mapping[str, int] = {field.attname: place for place, field in enumerate(model._meta.concrete_fields)}
    return lambda column: places.get(column.name, len(places))
