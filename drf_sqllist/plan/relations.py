"""How an attribute of a model instance is reached: a column, another row, many rows.

The model's own descriptors decide, compared by exact class: anything a project puts in their place
(a property, a descriptor of its own) needs the instance.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partialmethod
from typing import Any

from django.db import models
from django.db.models.fields.files import FileDescriptor, ImageFileDescriptor
from django.db.models.fields.related_descriptors import (
    ForeignKeyDeferredAttribute,
    ForwardManyToOneDescriptor,
    ForwardOneToOneDescriptor,
    ManyToManyDescriptor,
    ReverseManyToOneDescriptor,
    ReverseOneToOneDescriptor,
)
from django.db.models.query import QuerySet
from django.db.models.query_utils import DeferredAttribute

from drf_sqllist.plan.managers import manager_queryset, related_queryset
from drf_sqllist.plan.nodes import Hop, Junction, Source
from drf_sqllist.plan.prefetches import Prefetched, below, refuse_what_django_refuses
from drf_sqllist.plan.tables import is_trusted
from drf_sqllist.problems import FASTER, Problem, Unsupported

COLUMNS = (DeferredAttribute, ForeignKeyDeferredAttribute, FileDescriptor, ImageFileDescriptor)
FORWARD = (ForwardManyToOneDescriptor, ForwardOneToOneDescriptor)


@dataclass(frozen=True)
class Row:
    """A position while reading: the instance whose attributes are looked at.

    Arguments:
        hops: the way to it from the page's, or the list's, own row.
        annotations: expressions that the row's queryset adds.
        related: its ``select_related`` below this row (Django ``Query.select_related``).
        prefetched: its prefetch lookups below this row, by attribute.
        parents: attributes that lead back to the row from which this one was reached: to the very object.
        given: attributes that hold objects which the view itself brought.
        mask: the fields that its queryset loads (Django ``Query.get_select_mask``); empty for all.
        listed: the attribute, and its row, whose prefetched list it is an item of.
        held: the to-one relation, and its row, that leads to it.
    """

    model: type[models.Model]
    hops: tuple[Hop, ...] = ()
    annotations: Mapping[str, Any] = field(default_factory=dict)
    related: Mapping[str, Any] | bool = False
    prefetched: Mapping[str, Prefetched] = field(default_factory=dict)
    parents: Mapping[str, Row] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    mask: Mapping[Any, Any] = field(default_factory=dict)
    listed: tuple[str, Row] | None = None
    held: tuple[ToOneStep, Row] | None = None


@dataclass(frozen=True)
class ColumnStep:
    """The attribute is a column; ``field`` is None for an annotation."""

    name: str
    field: models.Field[Any, Any] | None


@dataclass(frozen=True)
class DisplayStep:
    """The attribute is ``get_FOO_display`` of a column."""

    field: models.Field[Any, Any]


@dataclass(frozen=True)
class ToOneStep:
    """The attribute is another row, or none.

    Arguments:
        attribute: its name.
        source_queryset: takes the plain table's place, if not None.
        key: attname of the foreign key on this side, None for a reverse relation.
        nullable: the key may be NULL.
        certain: a key that is not NULL always finds its row.
        cached_none: a missing row is None (as a NULL key is), instead of an ``ObjectDoesNotExist``.
        covered: by ``select_related``.
        shared: by ``prefetch_related``: rows with the same key hold the same object.
        back: the attribute of the row there that leads back to the object here.
        problem: why the other row's columns may not say what the object there holds.
        parent: the row from which this one was reached, if the attribute leads back to its object.
    """

    attribute: str
    model: type[models.Model]
    pairs: tuple[tuple[str, str], ...]
    source_queryset: QuerySet[Any] | None
    key: models.Field[Any, Any] | None
    nullable: bool
    certain: bool
    cached_none: bool
    covered: bool
    shared: bool
    related: Mapping[str, Any] | bool
    prefetched: Mapping[str, Prefetched]
    back: str | None
    problem: Problem | None
    parent: Row | None
    mask: Mapping[Any, Any]


@dataclass(frozen=True)
class ToManyStep:
    """The attribute is a manager, or a list that ``Prefetch(to_attr=...)`` put there.

    Arguments:
        lookup: the ORM lookup on the child that leads back to the parent's column ``parent``.
        filters: further lookups, the same for every parent.
        junction: the table between two models, where each row is found by one column.
    """

    model: type[models.Model]
    lookup: str
    parent: str
    indexed: bool
    source_queryset: QuerySet[Any] | None
    prefetched: Mapping[str, Prefetched]
    filters: tuple[tuple[str, str], ...]
    is_prefetched: bool
    back: str | None = None
    by_uuid: bool = False
    junction: Junction | None = None


Step = ColumnStep | DisplayStep | ToOneStep | ToManyStep


def step(row: Row, attribute: str) -> Step:
    """What ``getattr(instance, attribute)`` gives for every instance of the row.

    Raises:
        Unsupported: only the instance itself can tell.
    """
    prefetched = row.prefetched.get(attribute)
    if attribute in row.annotations or (prefetched and attribute != prefetched.relation):
        _check_settable(row.model, attribute)
    if attribute in row.annotations:
        return ColumnStep(attribute, None)
    name = prefetched.relation if prefetched else attribute
    if name == "pk" and isinstance(row.model._meta.pk, models.Field):
        name = row.model._meta.pk.attname
    descriptor = static_attribute(row.model, name)
    cls = type(descriptor)
    if cls in COLUMNS:
        return ColumnStep(descriptor.field.attname, descriptor.field)
    if cls in FORWARD:
        return _forward(row, attribute, descriptor.field, prefetched)
    if cls is ReverseOneToOneDescriptor:
        return _reverse_one(row, attribute, descriptor.related, prefetched)
    if cls is ReverseManyToOneDescriptor:
        return _reverse_many(descriptor.rel, refuse_what_django_refuses(prefetched, attribute))
    if cls is ManyToManyDescriptor:
        prefetched = refuse_what_django_refuses(prefetched, attribute)
        return _many_to_many(descriptor.rel, descriptor.reverse, prefetched)
    if _is_generic(cls):
        prefetched = refuse_what_django_refuses(prefetched, attribute, generic=True)
        return _generic_many(row.model, descriptor.rel.field, prefetched)
    if isinstance(descriptor, partialmethod) and descriptor.func is models.Model._get_FIELD_display:
        return DisplayStep(descriptor.keywords["field"])
    raise Unsupported(_needs_instance(row.model, attribute, descriptor))


def static_attribute(model: type[models.Model], name: str) -> Any:
    """What stands in a model's classes under a name, as it is: ``inspect.getattr_static`` in a tenth of its time."""
    return next((vars(base)[name] for base in model.__mro__ if name in vars(base)), None)


def _check_settable(model: type[models.Model], attribute: str) -> None:
    """Raise ``Unsupported`` where what is set on an instance may not be what is read from it."""
    descriptor = inspect.getattr_static(model, attribute, None)
    if hasattr(type(descriptor), "__set__"):
        raise Unsupported(_needs_instance(model, attribute, descriptor))


def _is_generic(cls: type) -> bool:
    """Whether a descriptor is a ``GenericRelation``'s; contenttypes need not be installed."""
    fields = sys.modules.get("django.contrib.contenttypes.fields")
    return fields is not None and cls is fields.ReverseGenericManyToOneDescriptor


def _needs_instance(model: type[models.Model], attribute: str, descriptor: object) -> Problem:
    label = model._meta.label
    if descriptor is None:
        return Problem(
            "unknown-attribute",
            "",
            f"{label} has no column, relation or annotation {attribute!r}.",
            f"Annotate the queryset with {attribute!r}, if it comes from there.",
        )
    return Problem(
        "needs-instance",
        "",
        f"{label}.{attribute} is a {type(descriptor).__name__}, which needs the model instance.",
        FASTER,
    )


def single_pair(field: Any) -> tuple[str, str]:
    """(attname of the foreign key, attname of what it points at); raises for multi-column relations."""
    pairs = field.related_fields
    if len(pairs) != 1:
        raise Unsupported(Problem("multi-column", "", f"{field} joins on {len(pairs)} columns."))
    local, remote = pairs[0]
    return local.attname, remote.attname


def _forward(row: Row, attribute: str, field: Any, prefetched: Prefetched | None) -> ToOneStep:
    target = field.remote_field.model
    covered = is_covered(row.related, field.name, field.null)
    queryset = _to_one_queryset(row, attribute, target, covered, prefetched)
    problem = _already_there(row, attribute, queryset)
    if field.remote_field.parent_link and queryset is not None:
        problem = Problem("parent-link", "", f"{field} leads to the same row under a filtering manager.")
    managed = is_trusted(field.model) and is_trusted(target)
    renamed = prefetched is not None and attribute != prefetched.relation
    return ToOneStep(
        attribute=attribute,
        model=target,
        pairs=(single_pair(field),),
        source_queryset=queryset,
        key=field,
        nullable=field.null or not is_trusted(field.model),
        certain=field.db_constraint and managed and queryset is None,
        cached_none=renamed or (field.null and (covered or prefetched is not None)),
        covered=covered,
        shared=prefetched is not None and not covered,
        related=_below(row.related, field.name),
        prefetched=_prefetched_below(prefetched, covered, queryset),
        back=field.remote_field.get_accessor_name() if field.one_to_one else None,
        problem=problem,
        parent=row.parents.get(attribute),
        mask=_mask_below(row, field, covered, queryset),
    )


def _reverse_one(row: Row, attribute: str, related: Any, prefetched: Prefetched | None) -> ToOneStep:
    target = related.related_model
    local, remote = single_pair(related.field)
    covered = is_covered(row.related, related.get_accessor_name(), True)
    queryset = _to_one_queryset(row, attribute, target, covered, prefetched)
    return ToOneStep(
        attribute=attribute,
        model=target,
        pairs=((remote, local),),
        source_queryset=queryset,
        key=None,
        nullable=True,
        certain=False,
        cached_none=prefetched is not None and attribute != prefetched.relation,
        covered=covered,
        shared=prefetched is not None and not covered,
        related=_below(row.related, related.get_accessor_name()),
        prefetched=_prefetched_below(prefetched, covered, queryset),
        back=related.field.name,
        problem=_already_there(row, attribute, queryset),
        parent=row.parents.get(attribute),
        mask=_mask_below(row, related, covered, queryset),
    )


def _to_one_queryset(
    row: Row, attribute: str, target: Any, covered: bool, prefetched: Prefetched | None
) -> QuerySet[Any] | None:
    """What takes the place of a to-one relation's table: a ``Prefetch``'s queryset, a filtering base manager's.

    What ``select_related`` brought stays, whatever a ``Prefetch`` of the same path asks for.
    """
    if prefetched and prefetched.queryset is not None and not (covered and attribute == prefetched.relation):
        return prefetched.queryset
    return None if covered else manager_queryset(target._base_manager)


def _mask_below(row: Row, relation: Any, covered: bool, queryset: QuerySet[Any] | None) -> Mapping[Any, Any]:
    """The fields that are loaded of a related object."""
    if covered:
        return row.mask.get(relation) or {}
    return queryset.query.get_select_mask() if queryset is not None else {}


def _already_there(row: Row, attribute: str, queryset: QuerySet[Any] | None) -> Problem | None:
    """The problem with an object that the row has already, which may hold other values than its own row."""
    if attribute in row.given:
        return Problem(
            "given-object",
            "",
            f"{attribute!r} is an object that the view itself brought, e.g. by parent.children.all().",
            "Filter the model's own manager by the parent instead.",
        )
    parent = row.parents.get(attribute)
    if parent is not None and (queryset is not None or parent.annotations or parent.prefetched):
        reason = f"{attribute!r} leads back to the object it was reached from."
        return Problem("given-object", "", reason, "Leave it out.")
    return None


def _prefetched_below(
    prefetched: Prefetched | None, covered: bool, queryset: QuerySet[Any] | None
) -> Mapping[str, Prefetched]:
    return prefetched.below if prefetched and covered else below(prefetched, queryset)


def _reverse_many(rel: Any, prefetched: Prefetched | None) -> ToManyStep:
    local, remote = single_pair(rel.field)
    step = _many(rel.related_model, local, remote, is_indexed(rel.field), prefetched)
    return replace(step, back=rel.field.name)


def _many_to_many(rel: Any, reverse: bool, prefetched: Prefetched | None) -> ToManyStep:
    """The lookups of Django's ``ManyRelatedManager`` (``query_field_name``, ``source_field``)."""
    through = rel.through._meta
    if reverse:
        model, lookup = rel.related_model, rel.field.name
        source, target = rel.field.m2m_reverse_field_name(), rel.field.m2m_field_name()
    else:
        model, lookup = rel.model, rel.field.related_query_name()
        source, target = rel.field.m2m_field_name(), rel.field.m2m_reverse_field_name()
    there, here = single_pair(through.get_field(source))
    step = _many(model, f"{lookup}__{here}", here, is_indexed(through.get_field(source)), prefetched)
    pairs = through.get_field(target).related_fields
    if len(pairs) != 1 or not is_trusted(rel.through):
        return step
    ((link, key),) = pairs
    return replace(step, junction=Junction(Source(rel.through), there, link.attname, key.attname))


def _generic_many(model: type[models.Model], field: Any, prefetched: Prefetched | None) -> ToManyStep:
    """The filters of Django's ``GenericRelatedObjectManager``, with the content type by its natural key."""
    key = model._meta.pk
    assert key is not None
    owner: Any = model._meta.concrete_model if field.for_concrete_model else model
    content_type = field.content_type_field_name
    filters = (
        (f"{content_type}__app_label", owner._meta.app_label),
        (f"{content_type}__model", owner._meta.model_name),
    )
    target = field.remote_field.model
    indexed = is_indexed(target._meta.get_field(field.object_id_field_name))
    step = _many(target, field.object_id_field_name, key.attname, indexed, prefetched, filters)
    return replace(step, by_uuid=isinstance(key, models.UUIDField))


def _many(
    model: type[models.Model],
    lookup: str,
    parent: str,
    indexed: bool,
    prefetched: Prefetched | None,
    filters: tuple[tuple[str, str], ...] = (),
) -> ToManyStep:
    queryset = prefetched.queryset if prefetched else None
    if queryset is None:
        queryset = related_queryset(model)
    found = below(prefetched, queryset)
    return ToManyStep(model, lookup, parent, indexed, queryset, found, filters, prefetched is not None)


def is_covered(related: Mapping[str, Any] | bool, name: str, null: bool) -> bool:
    """Whether ``select_related`` brings the object of a relation."""
    return not null if related is True else bool(related) and name in related  # type: ignore[operator]


def _below(related: Mapping[str, Any] | bool, name: str) -> Mapping[str, Any] | bool:
    return related if isinstance(related, bool) else related.get(name, {})


def is_indexed(field: Any) -> bool:
    """Whether an index begins with this column, as far as the model's definition tells."""
    options = field.model._meta
    if field.db_index or field.unique or field.primary_key:
        return True
    firsts = [names[0] for names in options.unique_together]
    firsts += [index.fields[0] for index in options.indexes if index.fields]
    firsts += [c.fields[0] for c in options.constraints if isinstance(c, models.UniqueConstraint) and c.fields]
    return field.name in {first.lstrip("-") for first in firsts}
