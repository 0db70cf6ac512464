"""What a project says of its own Python: which values a function reads, its twin in SQL, what may be ignored.

By a decorator beside the code, or by name for code that cannot be edited.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F")

_READS = "_sqllist_reads"


def reads(*lookups: str) -> Callable[[F], F]:
    """Declare what a method, a property or a ``to_representation`` reads of its instance.

    In lists it then runs on an instance that holds exactly these values, loaded in the list's own statement.

    Arguments:
        lookups: attributes, and attributes of related objects: ``"customer__name"``, ``"lines__price"``. A
            relation by itself brings all columns of its objects; an empty call: it reads nothing at all.
    """

    def declare(target: F) -> F:
        function = function_of(target)
        if function is None or not all(isinstance(lookup, str) for lookup in lookups):
            raise TypeError("reads() takes names of attributes and decorates a function, a property or a method.")
        setattr(function, _READS, lookups)
        return target

    return declare


def declared_reads(target: Any, owner: type) -> tuple[str, ...] | None:
    """What a function or a descriptor of a class has declared; None if nothing."""
    found: tuple[str, ...] | None = getattr(function_of(target), _READS, None)
    return found


def function_of(target: Any) -> Any:
    """The function in a method, a property or a cached property."""
    if isinstance(target, property):
        return target.fget
    if hasattr(target, "func"):  # functools' and Django's cached_property
        return target.func
    return target if callable(target) else None
