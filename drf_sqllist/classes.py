"""The serializer classes of a project."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from rest_framework.fields import Field
from rest_framework.serializers import Serializer


def serializer_classes() -> Iterator[type]:
    """Those that stand in a module; those made while it runs are nobody's to mend."""
    found: dict[type, None] = {}
    waiting: list[Any] = [Serializer]
    while waiting:
        for cls in waiting.pop().__subclasses__():
            if cls not in found:
                found[cls] = None
                waiting.append(cls)
    return (cls for cls in found if _stands_in_its_module(cls))


def _stands_in_its_module(cls: type) -> bool:
    owner: Any = sys.modules.get(cls.__module__)
    for name in cls.__qualname__.split("."):
        owner = getattr(owner, name, None)
    return owner is cls


def own_fields(cls: Any) -> Iterator[tuple[str, Field[Any, Any, Any, Any]]]:
    """The fields that a class declares, none of its bases, by their names."""
    inherited = {id(field) for base in cls.__mro__[1:] for field in getattr(base, "_declared_fields", {}).values()}
    return ((name, field) for name, field in cls._declared_fields.items() if id(field) not in inherited)
