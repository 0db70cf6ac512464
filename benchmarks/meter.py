"""The bar that shows how far the measuring is."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class ProgressMeter:
    """A line of rich's progress."""

    def __init__(self, progress: Progress, task: TaskID, title: str) -> None:
        self._progress, self._task, self._title = progress, task, title
        self._total = 0

    def begin(self, what: str) -> None:
        self._progress.update(self._task, description=f"{self._title}: {what}")

    def expect(self, steps: int) -> None:
        self._total += steps
        self._progress.update(self._task, total=self._total)

    def advance(self) -> None:
        self._progress.advance(self._task)


@contextmanager
def metered(title: str, console: Console) -> Iterator[ProgressMeter]:
    """A bar that is there while the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield ProgressMeter(progress, progress.add_task(title, total=None), title)
