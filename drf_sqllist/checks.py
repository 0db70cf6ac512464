"""System checks: what ``manage.py check`` says of settings, views and declarations before a request comes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any, get_args

from django.apps import apps
from django.conf import settings as project_settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from drf_sqllist.audit.endpoints import Endpoint, list_endpoints
from drf_sqllist.audit.reading import read
from drf_sqllist.conf import check_policy, get_settings
from drf_sqllist.plan.doors import settings_doors, waived_functions
from drf_sqllist.plan.nodes import Shape
from drf_sqllist.routes import decides_itself
from drf_sqllist.views import SQLListMixin


def check_settings() -> list[CheckMessage]:
    """``sqllist.E001``, ``W001``, ``W002``: the setting ``DRF_SQLLIST``."""
    try:
        settings = get_settings()
        settings_doors()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="See the settings page of drf-sqllist's documentation.", id="sqllist.E001")]
    found: list[CheckMessage] = []
    if "SHADOW_ANSWER" in getattr(project_settings, "DRF_SQLLIST", {}) and not settings.SHADOW:
        text = "DRF_SQLLIST['SHADOW_ANSWER'] has no effect: SHADOW is 0."
        found.append(Warning(text, hint="Give SHADOW a share of the requests, or leave both out.", id="sqllist.W001"))
    for label in settings.PLAIN_MODELS:
        try:
            apps.get_model(label)
        except (LookupError, ValueError):
            text = f"DRF_SQLLIST['PLAIN_MODELS'] names {label!r}, and there is no such model."
            found.append(Warning(text, hint="Labels are 'app_label.Model'.", id="sqllist.W002"))
    return found


def check_waivers() -> list[CheckMessage]:
    """``sqllist.W003``: waivers that match nothing."""
    try:
        functions = waived_functions()
    except ImproperlyConfigured:
        return []  # E001
    return [
        Warning(
            f"The waiver of {function.__module__}.{function.__qualname__} matches nothing: it overrides no method.",
            hint="Waive a method that stands in the place of DRF's or Django's: of a serializer, of a field.",
            obj=function,
            id="sqllist.W003",
        )
        for function in functions
        if not _overrides(function)
    ]


def _overrides(function: Any) -> bool:
    """Whether a function stands in a class, in the place of a base class's."""
    owner: Any = sys.modules.get(function.__module__)
    for name in function.__qualname__.split(".")[:-1]:
        owner = getattr(owner, name, None)
    if not isinstance(owner, type):
        return "<locals>" in str(function.__qualname__)  # nobody can tell
    return any(function.__name__ in vars(base) for base in owner.__mro__[1:])


def check_views() -> list[CheckMessage]:
    """``sqllist.E002`` and ``W004`` to ``W006``: the views of the URLconf that use ``SQLListMixin``."""
    if not getattr(project_settings, "ROOT_URLCONF", None):
        return []
    found: dict[type, list[CheckMessage]] = {}
    for endpoint in list_endpoints():
        cls = endpoint.cls
        if issubclass(cls, SQLListMixin) and cls not in found:
            found[cls] = [message for check in _CHECKS for message in check(endpoint)]
    return [message for messages in found.values() for message in messages]


def _check_list(endpoint: Endpoint) -> Iterator[CheckMessage]:
    if decides_itself(endpoint.cls):
        yield Warning(
            f"{endpoint.cls.__name__} has a list() of its own or of another base class, so that SQLListMixin's is "
            "never called.",
            hint="Let it call super().list() or list_response(self, request), or put SQLListMixin first.",
            obj=endpoint.cls,
            id="sqllist.W004",
        )


def _check_options(endpoint: Endpoint) -> Iterator[CheckMessage]:
    cls: Any = endpoint.cls
    name = cls.__name__
    if cls.sqllist_unsupported is not None:
        try:
            check_policy(cls.sqllist_unsupported, f"{name}.sqllist_unsupported")
        except ImproperlyConfigured as error:
            yield Error(str(error), obj=cls, id="sqllist.E002")
    for path, shape in cls.sqllist_shapes.items():
        if shape not in get_args(Shape):
            shapes = ", ".join(map(repr, get_args(Shape)))
            yield Error(
                f"{name}.sqllist_shapes[{path!r}] is {shape!r}; it must be one of {shapes}.", obj=cls, id="sqllist.E002"
            )
    if not cls.sqllist_enabled and (cls.sqllist_unsupported or cls.sqllist_shapes):
        yield Warning(
            f"{name} is switched off by sqllist_enabled, so that its other sqllist_ options have no effect.",
            hint="Leave them out, or switch it on.",
            obj=cls,
            id="sqllist.W005",
        )


def _check_reading(endpoint: Endpoint) -> Iterator[CheckMessage]:
    cls: Any = endpoint.cls
    if not cls.sqllist_enabled or endpoint.parameters:
        return
    with without_databases():
        reading = read(endpoint, endpoint.route, {})
    # A serializer that asks the database while it is built says nothing here.
    is_told = not reading.is_momentary and all(problem.code != "reading" for problem in reading.problems)
    if reading.mode == "serializer" and is_told:
        yield Warning(
            f"{cls.__name__} can only be answered on DRF's own path: " + " ".join(map(str, reading.problems)),
            hint="`manage.py sqllist audit` says more; sqllist_enabled = False says that it is meant to be so.",
            obj=cls,
            id="sqllist.W006",
        )


_CHECKS: tuple[Callable[[Endpoint], Iterable[CheckMessage]], ...] = (_check_list, _check_options, _check_reading)


class _NoDatabase(Exception):
    """A check must not wait for a database."""


def without_databases() -> ExitStack:
    """Let every statement raise."""

    def refuse(*args: Any) -> Any:
        raise _NoDatabase("system checks ask no database")

    stack = ExitStack()
    for connection in connections.all():
        stack.enter_context(connection.execute_wrapper(refuse))
    return stack
