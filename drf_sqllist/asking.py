"""A view and its request as they are before a list is made, so that it can be made again from there."""

from __future__ import annotations

from typing import Any, TypeVar

from rest_framework.request import Request

T = TypeVar("T")


def shallow(thing: T) -> T:
    """The same attributes on another object. ``copy.copy`` leaves out what requests and responses cannot pickle."""
    twin: T = object.__new__(type(thing))
    vars(twin).update(vars(thing))
    return twin


class Asking:
    """What asks for a list.

    Arguments:
        view: a generic view, dispatched as DRF does.
        request: its request.
    """

    def __init__(self, view: Any, request: Any) -> None:
        self._asked = request
        self._view, self._request = _again(view, request)

    def again(self) -> tuple[Any, Any]:
        """A view and a request as they were; what becomes of them is seen by nobody."""
        view, request = _again(self._view, self._request)
        _take_body(request, self._asked)
        return view, request


_BODY = ("_data", "_files", "_full_data", "_stream", "_body", "_post", "_read_started")


def _take_body(request: Any, asked: Any) -> None:
    """What the first answer has read of the body, which can be read only once."""
    vars(request).update({name: vars(asked)[name] for name in _BODY if name in vars(asked)})
    if isinstance(request, Request):
        _take_body(request._request, asked._request)


def _again(view: Any, request: Any) -> tuple[Any, Any]:
    seen, twin = _request(request), shallow(view)
    own = vars(twin)
    own.update({name: value.copy() for name, value in own.items() if type(value) is dict})
    if own.get("_paginator") is not None:
        own["_paginator"] = shallow(own["_paginator"])  # somebody may have set it up before
    if own.get("request") is request:
        own["request"] = seen
    if isinstance(seen, Request) and isinstance(seen.parser_context, dict):
        seen.parser_context = {**seen.parser_context, "request": seen, "view": twin}
    return twin, seen


def _request(request: Any) -> Any:
    twin = shallow(request)
    if isinstance(twin, Request):
        twin._request = _request(twin._request)
        return twin
    own: dict[str, Any] = vars(twin)
    for name in ("GET", "POST"):
        if name in own:  # some projects write into them
            own[name] = own[name].copy()
            own[name]._mutable = getattr(vars(request)[name], "_mutable", True)
    own["META"] = dict(own.get("META", {}))
    if "_messages" in own:
        own["_messages"] = shallow(own["_messages"])
        own["_messages"]._queued_messages = list(own["_messages"]._queued_messages)
    return twin
