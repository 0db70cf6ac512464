"""Places in the README and in the docs that result files fill: between two comments that name the scenario.

``<!-- benchmark pages -->`` … ``<!-- /benchmark pages -->`` holds all tables of the scenario ``pages``. Behind its
name may stand what else of it belongs there, as in ``<!-- benchmark pages: summary -->``: ``summary``, ``plots`` or
``bars``.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"

_PLACE = re.compile(
    r"<!-- benchmark (?P<name>\w+)(?:: (?P<what>\w+))? -->\n(?P<text>.*?)<!-- /benchmark (?P=name)(?:: (?P=what))? -->",
    re.S,
)


class Mark(NamedTuple):
    """What belongs into a place.

    Arguments:
        scenario: its name.
        what: of it; empty for all tables.
    """

    scenario: str
    what: str = ""

    def around(self, text: str) -> str:
        """The place, filled."""
        name = ": ".join(filter(None, self))
        return f"<!-- benchmark {name} -->\n{text and text + chr(10)}<!-- /benchmark {name} -->"


def pages() -> list[Path]:
    return [README, *sorted(DOCS.rglob("*.md"))]


def places(page: Path) -> list[tuple[Mark, str]]:
    """The places of a page, with what they hold."""
    found = _PLACE.finditer(page.read_text(encoding="utf-8"))
    return [(Mark(one["name"], one["what"] or ""), one["text"]) for one in found]


def filled(page: Path, text_for: Callable[[Mark], str]) -> str:
    """The page with its places filled."""

    def place(found: re.Match[str]) -> str:
        mark = Mark(found["name"], found["what"] or "")
        return mark.around(text_for(mark))

    return _PLACE.sub(place, page.read_text(encoding="utf-8"))
