"""What a project says of its own Python: which values a function reads, its twin in SQL, what may be ignored.

By a decorator beside the code, or by ``register()`` and the setting ``REGISTER`` for code that cannot be edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import import_module
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

from drf_sqllist.conf import get_settings

F = TypeVar("F")


@dataclass(frozen=True)
class Door:
    """What is known of a function.

    Arguments:
        reads: attributes that it reads of its instance; None for any.
        twin: an expression of the same value, or a function of the request that gives one.
        waived: it changes nothing in JSON.
        drop: keys that it takes out.
        lookup_fields: attributes of which a hyperlink field's ``get_url`` makes its URL, by the route's arguments.
    """

    reads: tuple[str, ...] | None = None
    twin: Any = None
    waived: bool = False
    drop: tuple[str, ...] = ()
    lookup_fields: Mapping[str, str] | None = None


_NOTHING = Door()
_doors: WeakKeyDictionary[Any, Door] = WeakKeyDictionary()
_generation = [0]
_said_twin = [False]


def generation() -> int:
    """How often something was said."""
    return _generation[0]


def reads(*lookups: str) -> Callable[[F], F]:
    """Declare what a method, a property or a ``to_representation`` reads of its instance.

    In lists it then runs on an instance that holds exactly these values, loaded in the list's own statement.

    Arguments:
        lookups: attributes, and attributes of related objects: ``"customer__name"``, ``"lines__price"``. A
            relation by itself brings all columns of its objects; an empty call: it reads nothing at all.
    """
    return _declaring("reads()", reads=_names(lookups, "reads()"))


def sql_twin(expression: Any) -> Callable[[F], F]:
    """Put an expression beside a method, a property or a field's method: lists take their values from it.

    The function stays what single objects use. ``drf_sqllist.testing.assert_parity`` proves that both agree.

    Arguments:
        expression: what ``annotate()`` takes on the function's model, the name of an attribute, or a function
            of the request that gives one of them.
    """
    return _declaring("sql_twin()", twin=_twin(expression))


def register(
    target: Any,
    *,
    reads: Iterable[str] | None = None,
    twin: Any = None,
    waive: bool = False,
    drop: Iterable[str] = (),
    lookup_fields: Mapping[str, str] | None = None,
) -> None:
    """Say the same of code that cannot be edited, e.g. in an app's ``ready()``.

    Arguments:
        target: a function or property, or its dotted path: ``"shop.models.Order.total"``.
        reads: as ``reads()``.
        twin: as ``sql_twin()``.
        waive: the override does nothing for JSON, and may be ignored.
        drop: it does nothing but to take out these keys.
        lookup_fields: a hyperlink field's ``get_url`` reverses its route with these attributes of the object and
            no others, through to-one relations; it returns None where one of them is None. By the route's keyword
            arguments: ``{"author": "author_id", "pk": "pk"}``.

    Raises:
        ImproperlyConfigured: there is no such function, or nothing is said of it.
    """
    where = f"register({target!r})"
    function = function_of(_resolved(target, where) if isinstance(target, str) else target)
    if function is None:
        raise ImproperlyConfigured(f"{where}: it is neither a function nor a property.")
    options = {"reads": reads, "twin": twin, "waive": waive, "drop": drop, "lookup_fields": lookup_fields}
    _say(function, **_checked(where, function, options))


def door_of(target: Any) -> Door:
    """What is known of a function, a method, a property."""
    function = function_of(target)
    if function is None:
        return _NOTHING
    try:
        own, project = _doors.get(function), settings_doors().get(function)
    except TypeError:  # it can be neither hashed nor referred to
        return _NOTHING
    if own is None or project is None:
        return own or project or _NOTHING
    said = {field.name: getattr(project, field.name) for field in fields(Door)}
    return replace(own, **{name: value for name, value in said.items() if value != getattr(_NOTHING, name)})


def declared_reads(target: Any) -> tuple[str, ...] | None:
    """What a function has declared to read; None if nothing."""
    return door_of(target).reads


def has_twins() -> bool:
    """Whether anybody has put a twin beside anything."""
    return _said_twin[0] or any(door.twin is not None for door in settings_doors().values())


def waived_functions() -> list[Any]:
    """The functions that a waiver says may be ignored.

    Raises:
        ImproperlyConfigured: as ``settings_doors``.
    """
    doors = (*_doors.items(), *settings_doors().items())
    return list({id(function): function for function, door in doors if door.waived}.values())


def is_waived(cls: type, base: type, name: str) -> bool:
    """Whether every override of a method, from a class up to its base, may be ignored."""
    if name in _OF_LINKS and known_lookup_fields(cls) is not None:
        return True
    overrides = _overrides(cls, base, name)
    return bool(overrides) and all(door_of(override).waived for override in overrides)


_OF_LINKS = ("get_url", "use_pk_only_optimization")
"""What lists have no need of where a field's ``lookup_fields`` are known."""


def known_lookup_fields(cls: type) -> Mapping[str, str] | None:
    """The attributes of which a field's ``get_url`` makes its URL, if somebody has said so."""
    return door_of(getattr(cls, "get_url", None)).lookup_fields


def dropped(cls: type, base: type) -> frozenset[str]:
    """Keys that a serializer's waived overrides take out of its objects."""
    doors = map(door_of, _overrides(cls, base, "to_representation"))
    return frozenset(key for door in doors for key in door.drop)


def function_of(target: Any) -> Any:
    """The function in a method, a property or a cached property."""
    if isinstance(target, property):
        return target.fget
    if hasattr(target, "func"):  # functools' and Django's cached_property
        return target.func
    target = getattr(target, "__func__", target)
    return target if callable(target) and not isinstance(target, type) else None


def _overrides(cls: type, base: type, name: str) -> list[Any]:
    found = []
    for one in cls.__mro__:
        if one is base:
            break
        if name in vars(one):
            found.append(vars(one)[name])
    return found


def _declaring(where: str, **said: Any) -> Callable[[F], F]:
    def declare(target: F) -> F:
        function = function_of(target)
        if function is None:
            raise TypeError(f"{where} decorates a function, a property or a method, not {target!r}.")
        _say(function, **said)
        return target

    return declare


def _say(function: Any, **said: Any) -> None:
    _doors[function] = replace(_doors.get(function, _NOTHING), **said)
    _said_twin[0] = _said_twin[0] or "twin" in said
    _generation[0] += 1


def _names(names: Iterable[str], where: str) -> tuple[str, ...]:
    found = (names,) if isinstance(names, str) else tuple(names)
    if not all(isinstance(name, str) and name for name in found):
        raise TypeError(f"{where} takes names of attributes, not {found!r}.")
    return found


def _twin(expression: Any) -> Any:
    if isinstance(expression, str) or hasattr(expression, "resolve_expression") or callable(expression):
        return expression
    raise TypeError(f"sql_twin() takes an expression, a name or a function of the request, not {expression!r}.")


def _attributes(fields: Any, function: Any, where: str) -> dict[str, str]:
    if getattr(function, "__name__", "") != "get_url":
        raise ImproperlyConfigured(f"{where}: lookup_fields are said of the get_url of a hyperlink field.")
    if not isinstance(fields, Mapping) or not fields:
        raise ImproperlyConfigured(
            f"{where} takes lookup_fields as a dictionary of the route's arguments and attributes, "
            f"as {{'author': 'author_id', 'pk': 'pk'}}, not {fields!r}."
        )
    for name, path in fields.items():
        texts = (name, *path.split(".")) if isinstance(name, str) and isinstance(path, str) else ("",)
        if not all(text.isidentifier() for text in texts):
            raise ImproperlyConfigured(
                f"{where} takes lookup_fields of names and dotted attributes, not {name!r}: {path!r}."
            )
    return dict(fields)


_OPTIONS = ("reads", "twin", "waive", "drop", "lookup_fields")


def _checked(where: str, function: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(options) - set(_OPTIONS)):
        raise ImproperlyConfigured(f"{where} has no option {unknown[0]!r}; it knows {', '.join(_OPTIONS)}.")
    said: dict[str, Any] = {}
    try:
        if options.get("reads") is not None:
            said["reads"] = _names(options["reads"], where)
        if options.get("twin") is not None:
            said["twin"] = _twin(options["twin"])
        drop = _names(options.get("drop", ()), where)
    except TypeError as error:
        raise ImproperlyConfigured(str(error)) from error
    if drop or options.get("waive"):
        said.update(waived=True, drop=drop)
    if options.get("lookup_fields") is not None:
        said["lookup_fields"] = _attributes(options["lookup_fields"], function, where)
    if not said:
        raise ImproperlyConfigured(f"{where} says nothing: give it reads, twin, waive, drop or lookup_fields.")
    return said


def _resolved(path: str, where: str) -> Any:
    """What a dotted path leads to: modules first, then attributes, descriptors left as they are."""
    parts = path.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            owner: Any = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            found = _attribute(owner, name)
            if found is None:
                raise ImproperlyConfigured(f"{where}: {owner!r} has no attribute {name!r}.")
            owner = found
        return owner
    raise ImproperlyConfigured(f"{where}: there is no module {parts[0]!r}.")


def _attribute(owner: Any, name: str) -> Any:
    if isinstance(owner, type):
        return next((vars(one)[name] for one in owner.__mro__ if name in vars(one)), None)
    return getattr(owner, name, None)


@cache
def settings_doors() -> dict[Any, Door]:
    """What the setting ``REGISTER`` says, by function.

    Raises:
        ImproperlyConfigured: a path that leads nowhere, an option that is not known.
    """
    found: dict[Any, Door] = {}
    for path, options in get_settings().REGISTER.items():
        where = f"DRF_SQLLIST['REGISTER'][{path!r}]"
        function = function_of(_resolved(path, where))
        if function is None or not isinstance(options, Mapping):
            raise ImproperlyConfigured(f"{where} must be options for a function or a property.")
        found[function] = Door(**_checked(where, function, options))
    return found


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "DRF_SQLLIST":
        settings_doors.cache_clear()


setting_changed.connect(_forget)
