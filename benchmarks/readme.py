"""Tables of result files in the README and in the docs: between two comments that name the scenario.

``<!-- benchmark pages -->`` … ``<!-- /benchmark pages -->`` holds all tables of the scenario ``pages``,
``<!-- benchmark pages: summary -->`` what the README shows of it.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"

_PLACE = re.compile(r"(?P<start><!-- benchmark (?P<mark>[\w: ]+) -->\n).*?(?P<end><!-- /benchmark (?P=mark) -->)", re.S)


def pages() -> list[Path]:
    return [README, *sorted((ROOT / "docs").rglob("*.md"))]


def marks(page: Path) -> Iterator[str]:
    """What a page has places for: ``"pages"``, ``"pages: summary"``."""
    return (found["mark"] for found in _PLACE.finditer(page.read_text(encoding="utf-8")))


def filled(page: Path, text_for: Callable[[str], str | None]) -> str:
    """The page with its places filled.

    Arguments:
        text_for: what belongs into a place, by its mark; None to leave it as it is.
    """

    def place(found: re.Match[str]) -> str:
        text = text_for(found["mark"])
        return found[0] if text is None else f"{found['start']}{text}\n{found['end']}"

    return _PLACE.sub(place, page.read_text(encoding="utf-8"))
