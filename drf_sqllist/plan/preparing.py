"""Overrides of ``to_representation`` that choose the serializer's fields and leave the rows to DRF.

A method is known by its text: neither another release of its package nor a copy with a change in it is taken for it.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rest_framework.serializers import Serializer

Preparation = Callable[[Any], None]
"""What such a method does to its serializer before the first row."""

_known: dict[str, Preparation] = {}


def prepares(text: str) -> Callable[[Preparation], Preparation]:
    """Register what a ``to_representation`` with this text does before it calls ``super()``.

    The decorated function gets the bound serializer. It raises ``Unsupported`` where the method does more.
    """

    def register(prepare: Preparation) -> Preparation:
        _known[normal(text)] = prepare
        return prepare

    return register


def preparations(cls: type) -> list[Preparation] | None:
    """What a serializer class does before DRF's own ``to_representation``; None where it does more than that."""
    found: list[Preparation] = []
    for one in cls.__mro__:
        if one is Serializer:
            return found
        if method := vars(one).get("to_representation"):
            prepare = _preparation(method)
            if prepare is None:
                return None
            found.append(prepare)
    return None


@lru_cache(512)
def _preparation(method: Any) -> Preparation | None:
    if not inspect.isfunction(method) or hasattr(method, "__wrapped__"):
        return None
    try:
        return _known.get(normal(inspect.getsource(method)))
    except (OSError, SyntaxError):  # no source, or a part of a line
        return None


def normal(text: str) -> str:
    """A function's text without comments and layout."""
    return ast.dump(ast.parse(textwrap.dedent(text)))
