"""A plan as people read it: each member with the way it is made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from drf_sqllist.explain.keys import list_key
from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import Computed, Hop, Link, Made, Many, Member, Nested, Object, Value
from drf_sqllist.plan.plan import Plan
from drf_sqllist.problems import Problem
from drf_sqllist.types.base import Spliced

Kind = Literal["object", "column", "list", "computed", "python", "field"]
Path = tuple[str, ...]


@dataclass(frozen=True)
class Branch:
    """A member of a list's rows.

    Arguments:
        kind: who makes it; ``field`` where only the serializer is known.
        how: in words.
        codes: of the problems at this place.
        parts: members of the object, or of the list's items.
    """

    name: str
    kind: Kind
    how: str
    codes: tuple[str, ...] = ()
    parts: tuple[Branch, ...] = ()


def outline(plan: Plan, joined: Collection[Path]) -> Branch:
    """A plan's tree.

    Arguments:
        joined: paths of the lists that are aggregated once for the whole page.
    """
    return _Outline(joined, _codes_by_path(plan.notes)).rows(plan)


def _codes_by_path(problems: Sequence[Problem]) -> dict[Path, tuple[str, ...]]:
    """Codes of problems by the keys that lead to their place: ``View > Serializer > author > Author > label``."""
    found: dict[Path, tuple[str, ...]] = {}
    for problem in problems:
        path = tuple(problem.where.split(" > ")[2::2])
        found[path] = (*found.get(path, ()), problem.code)
    return found


def fields_outline(serializer: Any, problems: Sequence[Problem]) -> Branch:
    """The tree of a serializer's fields, where no plan could be made.

    Arguments:
        serializer: bound, of one row.
    """
    parts = tuple(_fields(serializer, (), _codes_by_path(problems)))
    return Branch(type(serializer).__name__, "field", "each row, by DRF", parts=parts)


def _fields(serializer: Any, path: Path, codes: Mapping[Path, tuple[str, ...]]) -> Iterator[Branch]:
    for name, one in serializer.fields.items():
        if not one.write_only:
            inner = getattr(one, "child", one)
            parts = tuple(_fields(inner, (*path, name), codes)) if hasattr(inner, "fields") else ()
            source = "" if one.source == name else f" of {one.source}"
            yield Branch(name, "field", f"{type(one).__name__}{source}", codes.get((*path, name), ()), parts)


@dataclass(frozen=True)
class _Outline:
    joined: Collection[Path]
    codes: Mapping[Path, tuple[str, ...]]

    def rows(self, plan: Plan) -> Branch:
        how = f"{plan.model._meta.label}{_instance(plan.row)}"
        return Branch("row", _object_kind(plan.row), how, self.codes.get((), ()), self._parts(plan.row, plan.model, ()))

    def _parts(self, node: Object, model: Any, path: Path, depth: int = 0) -> tuple[Branch, ...]:
        """An object's members.

        Arguments:
            model: of the level's rows, where the members' hops begin.
            depth: how many hops lead to the object itself.
        """
        return tuple(self._member(member, model, (*path, member.key), depth) for member in node.members)

    def _member(self, member: Member, model: Any, path: Path, depth: int) -> Branch:
        codes = self.codes.get(path, ())
        hops: tuple[Hop, ...] = getattr(member, "hops", ())
        there, along = _along(model, hops, depth)
        if isinstance(member, Value) and hops and hops[-1].source.windowed:
            return Branch(member.key, "computed", _window(model, hops, depth), codes)
        if isinstance(member, Value):
            kind, how = _value(member, there, along)
            return Branch(member.key, kind, how, codes)
        if isinstance(member, Link):
            return Branch(member.key, "column", _link(member, there, along), codes)
        if isinstance(member, Nested):
            what = f"{there._meta.label}, {along}" if along else "the same row"
            how = f"object of {what}{_instance(member.object)}"
            parts = self._parts(member.object, model, path, len(hops))
            return Branch(member.key, _object_kind(member.object), how, codes, parts)
        if isinstance(member, Computed):
            return Branch(member.key, "computed", _computed(member, along), codes)
        if isinstance(member, Many):
            return self._many(member, along, path, codes)
        assert isinstance(member, Made)
        return Branch(member.key, "python", "Python, of the instance", codes)

    def _many(self, many: Many, along: str, path: Path, codes: tuple[str, ...]) -> Branch:
        model: Any = many.source.model
        shape = "aggregated once for the page (joined)" if path in self.joined else "a sub-select a row (correlated)"
        key = list_key(many, ".".join(path))
        told = [f"{model._meta.label} by {key.table}.{key.column}", along, shape, _order(many)]
        parts: tuple[Branch, ...] = ()
        if isinstance(many.item, Object):
            parts = self._parts(many.item, model, path)
            told[0] = f"list of {told[0]}{_instance(many.item)}"
        elif isinstance(many.item, Link):
            there, way = _along(model, many.item.hops)
            told[0] = f"list of {_link(many.item, there, way)} of {told[0]}"
        elif isinstance(many.item, Value):
            there, way = _along(model, many.item.hops)
            told[0] = f"list of {_value(many.item, there, way)[1]} of {told[0]}"
        else:
            told[0] = f"list that Python makes of {told[0]}"
        kind: Kind = "list" if isinstance(many.item, Value | Link | Object) else "python"
        return Branch(many.key, kind, ", ".join(filter(None, told)), codes, parts)


def _object_kind(node: Object) -> Kind:
    return "python" if node.overridden else "object"


def _value(member: Value, model: Any, along: str) -> tuple[Kind, str]:
    is_made = isinstance(member.representation, Spliced)
    is_column = any(member.column == field.attname for field in model._meta.concrete_fields)
    what = f"{'column' if is_column else 'annotation'} {member.column}"
    how = f"{what}{', ' + along if along else ''}"
    return ("python", f"{how}, each value written by its field") if is_made else ("column", how)


def _link(member: Link, model: Any, along: str) -> str:
    columns = ", ".join(part.value.column for part in member.parts)
    return f"link to {member.target}, of {columns}{', ' + along if along else ''}"


def _computed(member: Computed, along: str) -> str:
    twin = member.source.twin
    of = f", twin of {twin.function.__qualname__}" if twin and hasattr(twin.function, "__qualname__") else ""
    return f"a sub-select a row (correlated){of}{', ' + along if along else ''}"


def _window(model: Any, hops: Sequence[Hop], depth: int) -> str:
    there, along = _along(model, hops[:-1], depth)
    return f"over all rows of {there._meta.label}, once{', ' + along if along else ''}"


def _along(model: Any, hops: Sequence[Hop], depth: int = 0) -> tuple[Any, str]:
    """Where hops lead, and the way in words.

    Arguments:
        depth: how many of them need no words.
    """
    names = []
    for hop in hops:
        here, there = hop.pairs[0]
        names.append(_relation(model, hop, here, there))
        model = hop.source.model
    return model, f"joined along {'.'.join(names[depth:])}" if names[depth:] else ""


def _relation(model: Any, hop: Hop, here: str, there: str) -> str:
    if hop.reverse:
        field: Any = next(field for field in hop.source.model._meta.concrete_fields if field.attname == there)
        return str(field.remote_field.get_accessor_name())
    return str(next(field.name for field in model._meta.concrete_fields if field.attname == here))


def _order(many: Many) -> str:
    if many.source.sliced:
        return "cut for each row"
    if many.order is None:
        return "ordered by its queryset"
    return "ordered by " + ", ".join("-" * descending + name for name, descending in many.order) if many.order else ""


def _instance(node: Object) -> str:
    if node.instance is None:
        return ""
    return f"{', to_representation() of its own' if node.overridden else ''}, with {_brought(node.instance)}"


def _brought(instance: Instance) -> str:
    """What of an instance travels to Python."""
    named = ["all columns"] if instance.is_full else [column.name for column in instance.columns]
    named += [relative.attribute for relative in instance.relatives]
    named += [many.key for many in instance.lists]
    return f"an instance for Python ({', '.join(named)})"
