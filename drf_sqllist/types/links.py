"""Hyperlinks: the values of a URL in SQL, its texts from the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rest_framework import relations
from rest_framework.reverse import reverse

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from drf_sqllist.links.blanks import Blank, Texts
from drf_sqllist.plan.doors import known_lookup_fields
from drf_sqllist.plan.nodes import NULL, Guard, Link, Member, Part, Representation, URLPart
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import Kind, member_reader_for
from drf_sqllist.plan.relations import ColumnStep, Row, Step, ToOneStep, step
from drf_sqllist.plan.targets import NoTarget, Route, ViewTarget
from drf_sqllist.problems import Problem, Unsupported

_LINK = ("address", "context", "get_url", "lookup_values", "paths", "use_pk_only_optimization")

_TYPED = Problem("link-in-python", "", "the serializer that makes the object by itself is given DRF's Hyperlink.")


@member_reader_for(
    relations.HyperlinkedRelatedField,
    relations.HyperlinkedIdentityField,
    FastHyperlinkedRelatedField,
    FastHyperlinkedIdentityField,
    output=_LINK,
)
def read_link(reader: Reader, field: Any, row: Row) -> Member:
    """DRF ``HyperlinkedRelatedField.to_representation``: the URL of a related object, or of the row itself."""
    key = field.field_name
    if not field.source_attrs:
        return link_to(reader, field, row, key)
    end, guards, last = reader.walk(row, field.source_attrs, field)
    if not field.use_pk_only_optimization():
        if not isinstance(last, ToOneStep):
            raise Unsupported(Problem("source", "", f"the source {field.source!r} is not a to-one relation."))
        there, more = reader.hop(end, last, NULL)
        return link_to(reader, field, there, key, (*guards, *more))
    if isinstance(last, ToOneStep) and last.key is not None:
        last = ColumnStep(last.key.attname, last.key)
    elif isinstance(last, ToOneStep):
        end, more = reader.hop(end, last, NULL)
        guards, last = (*guards, *more), step(end, "pk")
    known = known_lookup_fields(type(field))
    if known is not None and set(known.values()) != {"pk"}:
        raise Unsupported(Problem("source", "", "DRF gives an object with nothing but its key to get_url()."))
    blanks = _blanks(reader, field)
    parts = tuple(_part(reader, end, last, blank, is_key=known is None) for blank in blanks)
    return _link(reader, field, key, end, parts, blanks, guards)


def link_to(reader: Reader, field: Any, row: Row, key: str, guards: tuple[Guard, ...] = ()) -> Link:
    """The URL of the object at ``row`` (DRF ``HyperlinkedRelatedField.get_url``)."""
    blanks = _blanks(reader, field)
    parts = tuple(_part_at(reader, field, row, blank) for blank in blanks)
    knows_empty_keys = known_lookup_fields(type(field)) is not None or any(part.is_key for part in parts)
    if not knows_empty_keys and _may_be_empty(reader, row):
        raise Unsupported(
            Problem("text-key", "", f"an object of {row.model._meta.label} with an empty key has no link.")
        )
    return _link(reader, field, key, row, parts, blanks, guards)


def _part_at(reader: Reader, field: Any, row: Row, blank: Blank) -> Part:
    """The value of the attribute that fills a blank. Where the way to it ends there is none."""
    lookup_fields = _lookup_fields(field)
    if lookup_fields is None:
        last = step(row, field.lookup_field)
        is_key = last == step(row, "pk")
        return _part(reader, row, last, blank, is_key, none_is_text=not is_key)
    *way, attribute = lookup_fields[blank.name].split(".")
    there = row
    for name in way:
        reached = step(there, name)
        if not isinstance(reached, ToOneStep):
            raise Unsupported(Problem("source", "", f"{name!r} in `lookup_fields` is not a to-one relation."))
        there, _ = reader.hop(there, reached, NULL)
    last = step(there, attribute)
    is_key = not way and known_lookup_fields(type(field)) is None and last == step(row, "pk")
    part = _part(reader, there, last, blank, is_key)
    return replace(part, value=replace(part.value, nullable=True)) if way else part


def _lookup_fields(field: Any) -> Mapping[str, str] | None:
    """Attributes by the route's keyword arguments, where there is more to say than a ``lookup_field``."""
    return known_lookup_fields(type(field)) or getattr(field, "lookup_fields", None)


def _blanks(reader: Reader, field: Any) -> tuple[Blank, ...]:
    """The places in the field's URL, in their order."""
    if reader.typed:
        raise Unsupported(_TYPED)
    if field.reverse is not reverse:
        raise Unsupported(Problem("route", "", f"{type(field).__name__} has a reverse() of its own."))
    route = _route(field)
    found = route.find(reader.finder, reader.context)
    if found is None:
        reader.targets[NoTarget(route)] = None
        raise Unsupported(
            Problem(
                "route",
                "",
                f"which values the route {field.view_name!r} takes is only known to Django, so Python makes each link.",
                "Write it as path('…/<int:pk>/'), with uuid, slug or str, or by a DRF router.",
            )
        )
    return found.blanks


def _route(field: Any) -> Route:
    names = frozenset(_lookup_fields(field) or (field.lookup_url_kwarg,))
    return Route(field.view_name, names, field.format, getattr(field, "url_template", None))


def _part(reader: Reader, row: Row, last: Step, blank: Blank, is_key: bool, none_is_text: bool = False) -> Part:
    writes = Texts.NONE

    def represent(kind: Kind) -> Representation:
        nonlocal writes
        found: URLPart = kind.in_url()
        found = replace(found, writes=blank.taken(found.writes))
        writes = found.writes
        return found

    value = reader.value("", row, last, represent)
    return Part(value, writes, is_key, none_is_text)


def _may_be_empty(reader: Reader, row: Row) -> bool:
    """Whether the key of an object may be the empty text."""
    key = _part(reader, row, step(row, "pk"), Blank("", ".+", None), is_key=True)
    return key.writes not in (Texts.INTEGER, Texts.UUID)


def _link(
    reader: Reader,
    field: Any,
    key: str,
    row: Row,
    parts: tuple[Part, ...],
    blanks: tuple[Blank, ...],
    guards: tuple[Guard, ...],
) -> Link:
    names, writes = tuple(blank.name for blank in blanks), tuple(part.writes for part in parts)
    target = ViewTarget(_route(field), names, writes)
    reader.targets[target] = None
    return Link(key, row.hops, target, parts, guards)
