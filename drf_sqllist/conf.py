"""The setting ``DRF_SQLLIST``, checked once and read through one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, cast, get_args

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

from drf_sqllist.paths import Path

UnsupportedPolicy = Literal["serialize", "warn", "raise"]
CachePolicy = Literal["declared", "all"]
ProfilePolicy = Literal["debug", "log", "staff", "everybody"]


@dataclass(frozen=True)
class Settings:
    """The values of ``DRF_SQLLIST``, with their defaults.

    Arguments:
        UNSUPPORTED: what a view does when its list cannot be made by SQL: ``"serialize"`` (DRF's own
            path, the reasons on the response), ``"warn"`` (the same, logged once a view) or ``"raise"``.
        PREPARE: let psycopg 3 prepare the statements where the connection's ``prepare_threshold``
            asks for it. Switch off behind a transaction pooler that cannot keep prepared statements.
        JOIN_FROM: from how many rows in a page on nested lists are aggregated once for the whole page
            instead of once per row (PostgreSQL).
        PLAIN_MODELS: models (``"app_label.Model"``) whose own ``__init__`` or ``from_db`` changes no
            value that a serializer reads; unmanaged ones whose tables have the columns that their fields say.
        REGISTER: what is known of functions and properties, by their dotted paths: the options of
            ``drf_sqllist.register``.
        SHADOW: the share of the requests, from 0 to 1, that are answered on both paths and compared; what
            differs is logged to ``drf_sqllist.shadow``.
        SHADOW_ANSWER: which of the two answers is sent then: ``"drf"`` or ``"sql"``.
        PROFILE: what becomes of what ``ProfilingMiddleware`` measures: ``"debug"`` (a header for everybody, but
            nothing is measured unless Django's ``DEBUG`` is on), ``"log"`` (no header), ``"staff"`` (a header for
            staff) or ``"everybody"`` (a header for everybody).
        CACHE: the cache (of ``CACHES``) that keeps lists, and the stamps of tables; None: no list is kept, and no
            write is watched. All processes that write to the tables need it.
        CACHE_LISTS: which lists are kept: ``"declared"``, those of views with ``cache = ListCache(...)``, or
            ``"all"``, those of all views that do not say ``cache = None``.
        CACHE_TRIGGERS: lists are kept only as long as the triggers of ``manage.py sqllist triggers install`` say, too,
            that their tables have not changed: other programs write to the database.
    """

    UNSUPPORTED: UnsupportedPolicy = "serialize"
    PREPARE: bool = True
    JOIN_FROM: int = 10
    PLAIN_MODELS: tuple[str, ...] = ()
    REGISTER: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    SHADOW: float = 0.0
    SHADOW_ANSWER: Path = "drf"
    PROFILE: ProfilePolicy = "debug"
    CACHE: str | None = None
    CACHE_LISTS: CachePolicy = "declared"
    CACHE_TRIGGERS: bool = False


@cache
def get_settings() -> Settings:
    """The project's settings.

    Raises:
        ImproperlyConfigured: an unknown name, or a value that is not of the kind it must be.
    """
    given: dict[str, Any] = dict(getattr(settings, "DRF_SQLLIST", {}))
    known = {field.name for field in fields(Settings)}
    if unknown := sorted(set(given) - known):
        raise ImproperlyConfigured(f"DRF_SQLLIST has no setting {unknown[0]!r}; it knows {', '.join(sorted(known))}.")
    for name, value in given.items():
        _check(name, value)
    if "PLAIN_MODELS" in given:
        given["PLAIN_MODELS"] = tuple(label.lower() for label in given["PLAIN_MODELS"])
    return Settings(**given)


def _check(name: str, value: object) -> None:
    setting = f"DRF_SQLLIST[{name!r}]"
    if name == "UNSUPPORTED":
        check_policy(value, setting)
    elif name in ("PREPARE", "CACHE_TRIGGERS") and not isinstance(value, bool):
        raise ImproperlyConfigured(f"{setting} is {value!r}; it must be True or False.")
    elif name == "JOIN_FROM" and (type(value) is not int or value < 1):
        raise ImproperlyConfigured(f"{setting} is {value!r}; it must be a number of rows, from 1 on.")
    elif name == "SHADOW" and (type(value) not in (int, float) or not 0 <= cast(float, value) <= 1):
        raise ImproperlyConfigured(f"{setting} is {value!r}; it must be a share of the requests, from 0 to 1.")
    elif name == "SHADOW_ANSWER":
        _check_choice(value, get_args(Path), setting)
    elif name == "PROFILE":
        _check_choice(value, get_args(ProfilePolicy), setting)
    elif name == "CACHE" and not (value is None or (isinstance(value, str) and value in settings.CACHES)):
        raise ImproperlyConfigured(f"{setting} is {value!r}; it must be the name of a cache in CACHES, or None.")
    elif name == "CACHE_LISTS":
        _check_choice(value, get_args(CachePolicy), setting)
    elif name == "REGISTER" and not isinstance(value, Mapping):
        raise ImproperlyConfigured(f"{setting} is {value!r}; it must be a dictionary of dotted paths and options.")
    elif name == "PLAIN_MODELS" and (
        not isinstance(value, list | tuple | set) or not all(isinstance(label, str) and "." in label for label in value)
    ):
        raise ImproperlyConfigured(f"{setting} is {value!r}; it must be a list of model labels, 'app_label.Model'.")


def check_policy(value: object, name: str) -> UnsupportedPolicy:
    """Return ``value`` if it is a policy, else raise a sentence that names the setting."""
    _check_choice(value, get_args(UnsupportedPolicy), name)
    return cast(UnsupportedPolicy, value)


def _check_choice(value: object, choices: tuple[str, ...], name: str) -> None:
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(map(repr, choices))}.")


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "DRF_SQLLIST":
        get_settings.cache_clear()


setting_changed.connect(_forget)
