"""Tables of figures, for people and for pages."""

from collections.abc import Iterable, Sequence

from rich.table import Table


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], left: int) -> Table:
    """A table for people.

    Arguments:
        left: how many columns are texts.
    """
    made = Table(title=title)
    for number, heading in enumerate(headings):
        made.add_column(heading, justify="left" if number < left else "right")
    for row in rows:
        made.add_row(*row)
    return made


def markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table for a page."""
    return [_line(headings), f"|{'---|' * len(headings)}", *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
