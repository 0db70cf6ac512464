"""Proves in a project's own tests that a list endpoint answers as DRF does."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.viewsets import ViewSetMixin

from drf_sqllist.answers import Answer, answer, difference
from drf_sqllist.paths import answering
from drf_sqllist.problems import Problem
from drf_sqllist.routes import both_paths, decides_itself
from drf_sqllist.splicing.undeclared import strict_reads


@dataclass(frozen=True)
class Parity:
    """Two equal answers, and what they cost.

    Arguments:
        mode: as ``response.sqllist.mode``; empty where the request never came to the list.
        problems: as ``response.sqllist.problems``.
    """

    drf: Answer
    ours: Answer
    mode: str
    problems: tuple[Problem, ...]


def assert_parity(view: Any, request: Any, *args: Any, **kwargs: Any) -> Parity:
    """Answer a request on DRF's path and on ours, and compare status, headers and bytes.

    Arguments:
        view: a view class, or what ``as_view()`` made of it. It may, but need not, have ``SQLListMixin``.
        request: a Django or DRF request, e.g. of ``APIRequestFactory``; ``args`` and ``kwargs`` are the URL's.

    Returns:
        the facts of both answers.

    Raises:
        AssertionError: the answers differ; the message shows the first difference and its place in the JSON. A
            function that reads more than it has declared (``reads()``) is a difference, too.
        TypeError: the view is no generic view, or has a ``list`` that calls neither DRF's nor ours.
    """
    cls, options = _unpack(view)
    if decides_itself(cls):
        raise TypeError(
            f"{cls.__name__} has a list() of its own, which decides by itself how the list is made. "
            "Let it call super().list() or list_response(self, request)."
        )
    original = request._request if isinstance(request, Request) else request
    ask = _asking(cls, options)
    with both_paths(cls):
        with answering("drf"):
            drf, _ = answer(lambda: ask(copy.copy(original), *args, **kwargs))
        with answering("sql") as lists, strict_reads():
            ours, _ = answer(lambda: ask(copy.copy(original), *args, **kwargs))
    if found := difference(drf, ours):
        raise AssertionError(f"{cls.__name__} does not answer as DRF does.\n{found}")
    info = lists.infos[-1] if lists.infos else None
    return Parity(drf, ours, info.mode if info else "", info.problems if info else ())


def _unpack(view: Any) -> tuple[type[GenericAPIView[Any]], dict[str, Any]]:
    """The class of a view, and the arguments for its ``as_view``."""
    cls = view if isinstance(view, type) else getattr(view, "cls", None)
    if not (isinstance(cls, type) and issubclass(cls, GenericAPIView)):
        raise TypeError(f"assert_parity() takes a generic view class or its as_view(), not {view!r}.")
    options = dict(getattr(view, "initkwargs", {}))
    actions = getattr(view, "actions", None)
    if actions is None and issubclass(cls, ViewSetMixin):
        actions = {"get": "list"}
    return cls, {**options, "actions": actions} if actions else options


def _asking(cls: type[GenericAPIView[Any]], options: dict[str, Any]) -> Callable[..., Any]:
    """What answers requests."""
    actions = options.get("actions")
    rest = {name: value for name, value in options.items() if name != "actions"}
    as_view: Callable[..., Callable[..., Any]] = cls.as_view
    return as_view(actions, **rest) if actions else as_view(**rest)
