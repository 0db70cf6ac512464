"""The terminal that people read; what is drawn there is drawn by rich."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from django.core.management.base import CommandError

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


def console(stream: Any) -> Console:
    """A console on a command's output.

    Raises:
        CommandError: rich is not installed.
    """
    try:
        from rich.console import Console
    except ImportError:
        raise CommandError(
            "Tables for people are drawn by rich, which is not installed: "
            "run pip install 'drf-sqllist[audit]', or ask for --json."
        ) from None
    return Console(file=stream, highlight=False)


def progress(items: Sequence[T], results: Iterable[Any], stream: TextIO) -> Iterator[Any]:
    """Results as they come, one for each item, with a bar that shows how far they are; none without a terminal."""
    try:
        from rich.console import Console
        from rich.progress import track
    except ImportError:
        yield from results
        return
    yield from track(results, "Asking", total=len(items), console=Console(file=stream), transient=True)
