"""Proves in a project's own tests that a list endpoint answers as DRF does."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from types import CellType, FunctionType
from typing import Any

from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.viewsets import ViewSetMixin

from drf_sqllist.problems import Problem
from drf_sqllist.splicing.undeclared import strict_reads
from drf_sqllist.trace import Trace
from drf_sqllist.views import SQLListMixin, list_response


@dataclass(frozen=True)
class Answer:
    """What one of the two paths answered.

    Arguments:
        error: type and text of the exception that it raised, empty if none.
        queries: statements run by the whole request.
        seconds: wall time of the whole request, rendering included.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    error: str
    queries: int
    seconds: float


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
        TypeError: the view is no generic view with DRF's own ``list``, as it is or under decorators.
    """
    cls, options = _unpack(view)
    original = request._request if isinstance(request, Request) else request
    expected, _ = _answer(_twin(cls, ours=False), options, original, args, kwargs)
    with strict_reads():
        actual, response = _answer(_twin(cls, ours=True), options, original, args, kwargs)
    if difference := _difference(expected, actual):
        raise AssertionError(f"{cls.__name__} does not answer as DRF does.\n{difference}")
    info = getattr(response, "sqllist", None)
    return Parity(expected, actual, info.mode if info else "", info.problems if info else ())


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


def _twin(cls: type[GenericAPIView[Any]], ours: bool) -> type[GenericAPIView[Any]]:
    """The same view, with a list made by the one or by the other."""
    members: dict[str, Any] = {"__module__": cls.__module__, "__doc__": cls.__doc__}
    if issubclass(cls, SQLListMixin):
        members["sqllist_enabled"] = ours
    elif (listing := _in_place(getattr(cls, "list", None), list_response)) is None:
        raise TypeError(f"{cls.__name__} has no list() of DRF's own. Give it SQLListMixin to compare what it calls.")
    elif ours:
        members["list"] = listing
    return type(cls.__name__, (cls,), members)


def _in_place(method: Any, listing: Any) -> Any:
    """Another ``list`` in the place of DRF's, under the same decorators; None where DRF's is not below them."""
    if method is ListModelMixin.list:
        return listing
    inner = getattr(method, "__wrapped__", None)
    replaced = None if inner is None else _in_place(inner, listing)
    wrapped, cells = CellType(inner), getattr(method, "__closure__", None) or ()
    if replaced is None or wrapped not in cells or not isinstance(method, FunctionType):
        return None
    closure = tuple(CellType(replaced) if cell == wrapped else cell for cell in cells)
    copied = FunctionType(method.__code__, method.__globals__, method.__name__, method.__defaults__, closure)
    copied.__kwdefaults__ = method.__kwdefaults__
    return update_wrapper(copied, method)


def _answer(
    cls: type[GenericAPIView[Any]], options: dict[str, Any], request: Any, args: Any, kwargs: Any
) -> tuple[Answer, Any]:
    actions = options.get("actions")
    rest = {name: value for name, value in options.items() if name != "actions"}
    as_view: Callable[..., Any] = cls.as_view
    view = as_view(actions, **rest) if actions else as_view(**rest)
    response: Any = None
    error = ""
    start = time.perf_counter()
    with Trace() as trace:
        try:
            response = view(copy.copy(request), *args, **kwargs)
            response = response.render() if hasattr(response, "render") else response
        except Exception as raised:  # an exception is an answer too: both paths must raise the same
            error = f"{type(raised).__name__}: {raised}"
    seconds = time.perf_counter() - start
    if response is None or error:
        return Answer(0, {}, b"", error, trace.queries, seconds), None
    headers = dict(response.items())
    return Answer(response.status_code, headers, response.content, "", trace.queries, seconds), response


def _difference(expected: Answer, actual: Answer) -> str:
    """What differs first, in words; empty if nothing does."""
    for name in ("error", "status", "headers"):
        drf, ours = getattr(expected, name), getattr(actual, name)
        if drf != ours:
            return f"{name}: DRF {drf!r}, ours {ours!r}"
    if expected.body == actual.body:
        return ""
    pairs = zip(expected.body, actual.body, strict=False)
    shorter = min(len(expected.body), len(actual.body))
    offset = next((index for index, (one, other) in enumerate(pairs) if one != other), shorter)
    start = max(0, offset - 40)
    return (
        f"body, from byte {offset} on, at {json_place(expected.body, offset)}:\n"
        f"  DRF:  {expected.body[start : offset + 40]!r}\n"
        f"  ours: {actual.body[start : offset + 40]!r}"
    )


def json_place(body: bytes, offset: int) -> str:
    """The place of a byte in a JSON document, as a path: ``$.results[3].name``.

    Arguments:
        body: the document.
        offset: of the byte, in bytes.
    """
    text = body[:offset].decode(errors="ignore")
    path: list[Any] = []
    position = 0
    decoder = json.JSONDecoder()
    while position < len(text):
        character = text[position]
        if character == '"':
            try:
                word, position = decoder.raw_decode(text, position)
            except ValueError:
                break  # the byte is inside this string
            if text[position : position + 1] == ":" and path:
                path[-1] = word
            continue
        if character in "{[":
            path.append("" if character == "{" else 0)
        elif character in "}]" and path:
            path.pop()
        elif character == "," and path and isinstance(path[-1], int):
            path[-1] += 1
        position += 1
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path if step != "")
