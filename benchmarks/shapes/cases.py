"""What is measured of the shapes, by its names in the result file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.shapes.lists import NESTINGS

CHOSEN = "chosen by the rule"
"""The figure that marks a measurement of the rule's own shape."""


@dataclass(frozen=True)
class Point:
    """A page of one size, by the shapes that it was measured in."""

    size: int
    shapes: Mapping[str, Measurement]

    @property
    def chosen(self) -> str:
        """The rule's shape."""
        return next(name for name, one in self.shapes.items() if CHOSEN in one.more)

    @property
    def times_of_best(self) -> float:
        """How many times the time of the fastest shape the rule's takes."""
        return self.shapes[self.chosen].median / min(one.median for one in self.shapes.values())


@dataclass(frozen=True)
class Curve:
    """A list at all sizes of a page.

    Arguments:
        nested: what is in what.
        indexed: the keys of its lists have an index.
        prepared: the database plans the statement once, not each time.
    """

    nested: str
    indexed: bool
    prepared: bool

    @property
    def key(self) -> str:
        return "index" if self.indexed else "no index"

    @property
    def planned(self) -> str:
        return "prepared" if self.prepared else "planned each time"

    def case(self, size: int) -> str:
        return f"{self._begin}{size:,} {'row' if size == 1 else 'rows'}"

    def points(self, found: Findings) -> list[Point]:
        """What was measured of it, the smallest page first."""
        by_size: dict[int, dict[str, Measurement]] = {}
        for one in found.measurements:
            if one.case.startswith(self._begin):
                size, _ = one.case.removeprefix(self._begin).split()
                by_size.setdefault(int(size.replace(",", "")), {})[one.rival] = one
        return [Point(size, by_size[size]) for size in sorted(by_size)]

    @property
    def _begin(self) -> str:
        return f"{self.nested}, {self.key}, {self.planned}: "


def curves() -> Iterator[Curve]:
    """All of them, those of one list together."""
    for nesting in NESTINGS:
        for indexed in (True, False):
            for prepared in (True, False):
                yield Curve(nesting.name, indexed, prepared)


def marked(measured: Sequence[Measurement], shape: str) -> list[Measurement]:
    """The same measurements, the rule's shape marked among them."""
    return [replace(one, more={CHOSEN: 1.0}) if one.rival == shape else one for one in measured]
