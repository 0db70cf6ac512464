"""A plan is read before the rows are paged: whoever asks the paginator by then would be told something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rest_framework.generics import GenericAPIView

from drf_sqllist.problems import Problem, Unsupported

LOOKS_AT_PAGE = Problem(
    "context",
    "",
    "get_serializer_context() or get_serializer() looks at the paginator, which has not paged yet.",
    "Let it do without the page.",
)


@contextmanager
def before_paging(view: Any) -> Iterator[None]:
    """Build a serializer while nobody may ask the view's paginator for anything.

    Raises:
        Unsupported: somebody did. DRF pages first, and answers with the page.
    """
    paginator = view.paginator if type(view).paginator is GenericAPIView.paginator else None
    if paginator is None:
        yield
        return
    asked: list[str] = []
    view._paginator = _NotYet(asked)
    try:
        yield
    finally:
        view._paginator = paginator
    if asked:
        raise Unsupported(LOOKS_AT_PAGE)  # somebody has caught it


def is_asked_early(view: Any) -> bool:
    """Whether somebody has asked for a page that is not there yet: what is made of the answer is not to be kept."""
    paginator = vars(view).get("_paginator")
    return type(paginator) is _NotYet and bool(object.__getattribute__(paginator, "_asked"))


class _NotYet:
    """Stands in a paginator's place.

    Arguments:
        asked: takes the names of what it is asked for.
    """

    __slots__ = ("_asked",)

    def __init__(self, asked: list[str]) -> None:
        object.__setattr__(self, "_asked", asked)

    def __getattribute__(self, name: str) -> Any:
        object.__getattribute__(self, "_asked").append(name)
        raise Unsupported(LOOKS_AT_PAGE)
