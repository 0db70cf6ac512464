"""Lists of one to four levels: customers with all below them, toppings with all above them."""

from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.bars import Bar, faster, near, one_statement
from benchmarks.depth.plot import draw
from benchmarks.depth.trees import LEVELS, TREES
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, duration
from benchmarks.views.first import path

WIDE, NARROW = (tree.name for tree in TREES)
RIVALS = (NAIVE, TUNED, STITCHED, OURS, HANDWRITTEN)

# As many runs as the noise needs. Each level below the first costs the slow ones more than all above it.
FAST = {10: {STITCHED: 120, OURS: 300, HANDWRITTEN: 300}, 100: {STITCHED: 40, OURS: 120, HANDWRITTEN: 120}}
SLOW = {
    WIDE: {10: {NAIVE: 6, TUNED: 40}, 100: {NAIVE: 2, TUNED: 8}},
    NARROW: {10: {NAIVE: 40, TUNED: 120}, 100: {NAIVE: 8, TUNED: 60}},
}

# What the library promises, by the rows in the page. Against DRF: of lists in lists, as in the demo's orders.
TIMES_OF_HANDWRITTEN = {10: 1.3, 100: 1.15}
FASTER = {NAIVE: {10: 25.0, 100: 70.0}, TUNED: {10: 6.0, 100: 9.0}, STITCHED: {100: 1.8}}
LISTS_IN_LISTS = (3, 4)


class Depth(Scenario):
    title = "Levels of nesting"
    about = (
        "`wide`: customers, some ten orders of each, two or three pizzas in each, two toppings on each, with all "
        "members. `narrow`: toppings on pizzas, each with its pizza, its order, its customer: one of each, two members "
        "of each. The first rows, without pages and totals. `.values()` by hand makes sense for both: a query for each "
        "list, to-one relations by joins. Of four narrow levels it is one query and no stitching, of four wide ones "
        "four queries and a function for each."
    )
    in_quick = False

    def measure(self, session: Session) -> list[Measurement]:
        found = []
        for tree in TREES:
            for levels in LEVELS:
                for size, fast in FAST.items():
                    runs = {**fast, **SLOW[tree.name][size]}
                    found += session.race(case(tree.name, levels, size), tree.rivals(levels), path(size), runs)
        return found

    def bars(self, found: Findings) -> list[Bar]:
        bars = one_statement(found, OURS)
        every = [(tree.name, levels) for tree in TREES for levels in LEVELS]
        bars += near(found, OURS, HANDWRITTEN, _by_case(every, TIMES_OF_HANDWRITTEN))
        for rival, least in FASTER.items():
            bars += faster(found, OURS, rival, _by_case([(WIDE, levels) for levels in LISTS_IN_LISTS], least))
        return bars

    def tables(self, found: Findings) -> Sequence[Table]:
        headings = ["nested", "levels", "rows", *RIVALS, "statements"]
        every = [(tree.name, levels, size) for tree in TREES for size in FAST for levels in LEVELS]
        rows = [_line(found, *one) for one in every if case(*one) in found.cases]
        return [Table(self.title, headings, rows, breaks=True)]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: partial(draw, title="The same list, of one to four levels", case=case)}


def case(tree: str, levels: int, size: int) -> str:
    return f"{tree}, {levels} {'level' if levels == 1 else 'levels'}, {size:,} rows"


def _by_case(lists: Sequence[tuple[str, int]], by_size: Mapping[int, float]) -> dict[str, float]:
    return {case(tree, levels, size): times for tree, levels in lists for size, times in by_size.items()}


def _line(found: Findings, tree: str, levels: int, size: int) -> list[str]:
    measured = [found.of(case(tree, levels, size), rival) for rival in RIVALS]
    counts = " / ".join(f"{one.statements:,}" for one in measured)
    return [tree, str(levels), f"{size:,}", *(duration(one.median) for one in measured), counts]
