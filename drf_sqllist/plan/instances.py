"""Whether model instances and querysets are what Django itself makes of the database's rows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models.query import ModelIterable, QuerySet
from django.db.models.signals import post_init

from drf_sqllist.conf import get_settings
from drf_sqllist.plan.managers import own_building, own_reading
from drf_sqllist.plan.receivers import leaves_alone
from drf_sqllist.plan.registry import overridden
from drf_sqllist.plan.relations import is_covered
from drf_sqllist.problems import Problem, Unsupported

_READING = ("__getattribute__", "__getattr__")
_MAKING = ("__init__", "__new__", "__setattr__")


def check_instances(model: type[models.Model], built: bool = False) -> None:
    """Raise ``Unsupported`` if instances of a model may hold other values than its columns.

    Arguments:
        built: its instances are built, and looked at: only what they hold counts.
    """
    if (problem := _problem(model, _READING)) or (not built and (problem := own_making(model))):
        raise Unsupported(problem)


def own_making(model: type[models.Model]) -> Problem | None:
    """Why instances of a model may hold other values than its columns once they are made."""
    return _problem(model, _MAKING)


def _problem(model: type[models.Model], names: tuple[str, ...]) -> Problem | None:
    label = model._meta.label
    changed = None if model._meta.label_lower in get_settings().PLAIN_MODELS else _changed(model, names)
    if changed is None:
        return None
    return Problem(
        "model-init",
        "",
        f"{label} {changed}, which may change what its instances hold.",
        f"If it changes no value that is serialized, add {label!r} to DRF_SQLLIST['PLAIN_MODELS'].",
    )


@lru_cache(2048)
def _changed(model: type[models.Model], names: tuple[str, ...]) -> str | None:
    if name := overridden(model, models.Model, names):
        return f"overrides {name}"
    if names is _READING:
        return None
    if _function(model.from_db) is not _function(models.Model.from_db):
        return "overrides from_db"
    live: Any = post_init._live_receivers(model)
    receivers = live[0] if isinstance(live, tuple) else live
    return None if all(leaves_alone(receiver, model) for receiver in receivers) else "has a post_init receiver"


def given_objects(queryset: Any) -> frozenset[str]:
    """Foreign keys whose objects a related manager gives to each instance (``parent.children.all()``).

    Those that ``select_related`` brings are there before.
    """
    related = queryset.query.select_related
    known = queryset._known_related_objects
    return frozenset(field.name for field in known if not is_covered(related, field.name, field.null))


def has_fetch_mode(queryset: Any) -> bool:
    """Whether instances load what they lack in another way than one by one (Django 6.1)."""
    mode = getattr(queryset, "_fetch_mode", None)
    return mode is not None and type(mode).__name__ != "FetchOne"


def _function(method: Any) -> Any:
    return method.__func__


def check_listed(queryset: Any) -> None:
    """Raise ``Unsupported`` unless the view's rows are a queryset of model instances, not yet read.

    It is finished: how its class has built it is in its query. Paginators go on building it, by its own methods.
    """
    check_queryset(queryset)
    if not reads_copies_alike(queryset):
        name = type(queryset).__name__
        raise Unsupported(Problem("queryset-class", "", f"a copy of a {name} is read in another way than itself."))


def reads_copies_alike(queryset: QuerySet[Any]) -> bool:
    """Whether what a plan says of a queryset holds for the copies of which paginators make their pages."""
    cls = type(queryset)
    if cls is QuerySet or own_building(cls) is None:
        return True
    return _reading(queryset._chain()) == _reading(queryset)  # type: ignore[attr-defined]


def _reading(queryset: Any) -> tuple[Any, ...]:
    query = queryset.query
    return (
        type(queryset),
        queryset._iterable_class,
        queryset._result_cache,
        queryset._prefetch_related_lookups,
        given_objects(queryset),
        query.select_related,
        query.deferred_loading,
        query.extra_select,
        query.distinct,
        query.combinator,
        [*query.annotation_select],
    )


def check_related(queryset: Any) -> None:
    """The same for a queryset that a related manager, or ``prefetch_related``, narrows to a relation's rows."""
    check_queryset(queryset)
    if method := own_building(type(queryset)):
        raise Unsupported(_own_class(queryset, method))


def _own_class(queryset: Any, method: str) -> Problem:
    name = type(queryset).__name__
    hint = "If it changes no row and no value of it, waive it with register()."
    return Problem(
        "queryset-class", "", f"{name}.{method} has a say in which rows are read, or in what they become.", hint
    )


def check_queryset(queryset: Any) -> None:
    """Raise ``Unsupported`` unless a queryset is of model instances, and reads them as Django does."""
    if not isinstance(queryset, QuerySet):
        raise Unsupported(
            Problem("not-a-queryset", "", f"the view lists a {type(queryset).__name__}.", "Return a QuerySet.")
        )
    if queryset._iterable_class is not ModelIterable:
        name = queryset._iterable_class.__name__
        raise Unsupported(
            Problem("not-instances", "", f"the queryset yields other things than instances ({name}).", "Drop values().")
        )
    if method := own_reading(type(queryset)):
        raise Unsupported(_own_class(queryset, method))
    if has_fetch_mode(queryset):
        raise Unsupported(
            Problem("fetch-mode", "", "the queryset's fetch mode says what happens to what is not loaded.")
        )
    if queryset.query.extra_select:
        raise Unsupported(
            Problem(
                "extra-select", "", "the queryset has extra(select=...), whose values are of any type.", "Annotate."
            )
        )
    if queryset._result_cache is not None:
        raise Unsupported(
            Problem(
                "already-read",
                "",
                "the queryset was read before the list was made, so its instances may have been changed.",
                "Return it without iterating over it.",
            )
        )
