"""The plan of a view's list: read from the bound serializer, or kept where every class in its tree is static."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any
from weakref import WeakKeyDictionary

from django.db import router
from django.db.models.expressions import Col
from django.db.models.query import QuerySet
from django.utils import timezone, translation
from rest_framework.fields import Field
from rest_framework.generics import GenericAPIView
from rest_framework.relations import ManyRelatedField
from rest_framework.serializers import BaseSerializer, ListSerializer, ModelSerializer, SerializerMetaclass

from drf_sqllist.compile.cache import BoundedCache
from drf_sqllist.plan.nodes import Plan
from drf_sqllist.plan.reader import read_plan
from drf_sqllist.plan.registry import overridden
from drf_sqllist.problems import Problem, Unsupported

_WRITE_SIDE = frozenset(
    {
        "Meta",
        "_declared_fields",
        "create",
        "default_error_messages",
        "default_validators",
        "initial",
        "is_valid",
        "run_validation",
        "run_validators",
        "save",
        "serializer_choice_field",
        "serializer_field_mapping",
        "serializer_related_field",
        "serializer_related_to_field",
        "serializer_url_field",
        "to_internal_value",
        "to_representation",
        "update",
        "url_field_name",
        "validate",
    }
)
"""What a serializer class may define and still have the same fields for every request.

(``to_representation`` is here because it changes no field; the reader refuses it by itself.)
"""

_plans: BoundedCache[Plan | tuple[Problem, ...] | None] = BoundedCache(512)
_static: WeakKeyDictionary[type, bool] = WeakKeyDictionary()


def plan_for(view: Any, queryset: Any) -> tuple[Plan, Any]:
    """The plan of this request's list, and the bound list serializer if it had to be built.

    Raises:
        Unsupported: with every problem of the tree.
    """
    key = _static_key(view, queryset)
    if key is None:
        return _read(view, queryset)
    found = _plans.get(key, lambda: _read_for_keeping(view, queryset))
    if found is None:
        return _read(view, queryset)
    if isinstance(found, Plan):
        _check_databases(found, queryset)
        return found, None
    raise Unsupported(*found)


def _read(view: Any, queryset: Any) -> tuple[Plan, Any]:
    serializer = view.get_serializer(queryset, many=True)
    plan = read_plan(queryset, serializer, type(view).__name__, getattr(view, "sqllist_shapes", {}))
    _check_databases(plan, queryset)
    return plan, serializer


def _read_for_keeping(view: Any, queryset: Any) -> Plan | tuple[Problem, ...] | None:
    """A plan, or its problems; None where it holds querysets that each request makes anew."""
    try:
        plan, _ = _read(view, queryset)
    except Unsupported as error:
        return error.problems
    return None if plan.querysets else plan


def _static_key(view: Any, queryset: Any) -> Hashable | None:
    """Everything that a plan depends on; None where that is more than classes and settings."""
    if not isinstance(queryset, QuerySet) or overridden(type(view), GenericAPIView, ("get_serializer",)):
        return None
    serializer_class = view.get_serializer_class()
    lookups = queryset._prefetch_related_lookups  # type: ignore[attr-defined]
    if not is_static(serializer_class) or not all(isinstance(lookup, str) for lookup in lookups):
        return None
    meta = getattr(serializer_class, "Meta", None)
    options = tuple(repr(getattr(meta, name, None)) for name in ("model", "fields", "exclude", "depth"))
    query = queryset.query
    return (
        type(view),
        serializer_class,
        options,
        queryset.model,
        type(queryset),
        queryset._iterable_class,  # type: ignore[attr-defined]
        queryset._result_cache is None,  # type: ignore[attr-defined]
        tuple((name, _signature(expression)) for name, expression in query.annotation_select.items()),
        repr(query.select_related),
        lookups,
        timezone.get_current_timezone_name(),
        translation.get_language(),
    )


def _signature(expression: Any) -> Hashable:
    if isinstance(expression, Col):
        return expression.target
    field = expression.output_field
    return type(expression), type(field), repr(field.deconstruct()[2:])


def is_static(cls: type) -> bool:
    """Whether a serializer class has the same fields for every request: nothing in its tree makes them anew."""
    if cls not in _static:
        _static[cls] = True  # a tree may refer to itself; the answer is settled below
        _static[cls] = _class_is_static(cls)
    return _static[cls]


def _class_is_static(cls: type) -> bool:
    if type(cls) is not SerializerMetaclass or overridden(cls, BaseSerializer, ("__new__",)):
        return False
    for base in cls.__mro__:
        if base.__module__.startswith("rest_framework.") or base is object:
            continue
        own = {name for name in vars(base) if hasattr(ModelSerializer, name) and not _is_plain_dunder(name)}
        if own - _WRITE_SIDE:
            return False
    return all(_field_is_static(field) for field in cls._declared_fields.values())  # type: ignore[attr-defined]


def _is_plain_dunder(name: str) -> bool:
    return name in ("__module__", "__doc__", "__qualname__", "__dict__", "__weakref__", "__annotations__", "__firstlineno__", "__static_attributes__", "__orig_bases__", "__parameters__")


def _field_is_static(field: Any) -> bool:
    if isinstance(field, ListSerializer):
        return type(field) is ListSerializer and _field_is_static(field.child)
    if isinstance(field, ManyRelatedField):
        return _field_is_static(field.child_relation)
    if isinstance(field, BaseSerializer):
        return is_static(type(field))
    return overridden(type(field), Field, ("__deepcopy__",)) is None and not _binds_itself(type(field))


def _binds_itself(cls: type) -> bool:
    """Whether ``bind`` is the project's own, so that a field may become another with each request."""
    bind = getattr(cls, "bind", None)
    return not getattr(bind, "__module__", "").startswith("rest_framework.")


class _Instance:
    """What a router sees of an instance: the database it was read from."""

    def __init__(self, using: str) -> None:
        class State:
            db = using

        self._state = State()


def _check_databases(plan: Plan, queryset: QuerySet[Any]) -> None:
    """Raise ``Unsupported`` where a router sends a related model to another database."""
    if not router.routers:
        return
    hint = _Instance(queryset.db)
    for model in plan.models - {plan.model}:
        other = router.db_for_read(model, instance=hint)
        if other != queryset.db:
            raise Unsupported(
                Problem(
                    "two-databases",
                    "",
                    f"{model._meta.label} is read from {other!r}, the list from {queryset.db!r}.",
                    "One statement reads from one database.",
                )
            )
