"""What a test run has found out of its lists, on pytest's terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from drf_sqllist.parity.facts import Fact

if TYPE_CHECKING:
    import pytest

K = TypeVar("K")
V = TypeVar("V")

_MODES = {
    "sql": ("one statement, no Python per row", "green"),
    "spliced": ("one statement, some members made by Python", "yellow"),
    "serializer": ("DRF's own path, for the reasons below", "red"),
}
"""From the best to the worst."""

_RAISED = {"": ("no list, an error was raised", "white")}


def report(facts: Sequence[Fact], lost: Sequence[str], terminal: pytest.TerminalReporter) -> None:
    """Write the report.

    Arguments:
        lost: the processes that ended without saying what they had found out.
    """
    terminal.section("sqllist parity")
    _Report(facts, terminal).write()
    for name in lost:
        terminal.write_line(f"The process {name} went down, and what it had found out is not in this report.", red=True)


class _Report:
    def __init__(self, facts: Sequence[Fact], terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal
        self._facts = facts
        self._compared = [fact for fact in facts if fact.is_compared]
        self._different = [fact for fact in facts if fact.difference]

    def write(self) -> None:
        if not self._facts:
            self._line("No test asked for a list of Django REST framework's ListModelMixin: nothing was compared.")
            return
        self._line(
            f"{_number(self._compared, 'list')} of {_number(_views(self._compared), 'view')} compared with DRF's, "
            f"by bytes: {len(self._different) or 'none'} {'differ' if len(self._different) != 1 else 'differs'}."
        )
        self._modes()
        unstable = [fact for fact in self._facts if fact.is_unstable]
        self._left_out("Not stable: DRF's own second answer, which may only read, is another one", unstable)
        for reason, facts in _grouped((fact.obstacle, fact) for fact in self._facts if fact.obstacle):
            self._left_out(f"Not compared: {reason.rstrip('.')}", facts)
        self._differences()
        self._reasons()

    def _line(self, text: str = "", style: str = "") -> None:
        self._terminal.write_line(text, **{style: True} if style else {})

    def _modes(self) -> None:
        now, then = (sum(getattr(fact, name) for fact in self._compared) for name in ("now", "then"))
        worst = {fact.view: fact.mode for mode in _RAISED | _MODES for fact in self._compared if fact.mode == mode}
        views, lists = Counter(worst.values()), Counter(fact.mode for fact in self._compared)
        for mode, (meaning, style) in (_MODES | _RAISED).items():
            if lists[mode]:
                counts = f"{_number(lists[mode], 'list'):>12} {_number(views[mode], 'view'):>10}"
                self._line(f"  {mode or '-':<10} {counts}   {meaning}", style)
        self._line(f"Statements for them: {now:,} now, {then:,} then.")

    def _left_out(self, reason: str, facts: Collection[Fact]) -> None:
        if facts:
            views = ", ".join(f"{view} ({number})" for view, number in Counter(f.view for f in facts).most_common())
            self._line(f"{reason}: {_number(facts, 'list')}, of {views}", "yellow")

    def _differences(self) -> None:
        if self._different:
            self._line()
            self._line("Other answers than DRF's: please report them. They fail the run, not its tests.", "red")
        for fact in self._different:
            self._line(f"{fact.view}: {fact.url}", "bold")
            self._line(f"  in {fact.test or 'no test'}")
            for line in fact.difference.splitlines():
                self._line(f"  {line}")

    def _reasons(self) -> None:
        """What is to be done about lists that DRF makes, each thing once, with the views that it would mend."""
        found = [(problem, fact) for fact in self._compared if fact.mode == "serializer" for problem in fact.problems]
        if found:
            self._line()
            self._line("Why DRF makes lists:", "bold")
        for (hint, code), each in _grouped(((problem.hint, problem.code), (problem, fact)) for problem, fact in found):
            self._line(f"  {hint or 'Nothing is to be done.'} [{code}]")
            for place, facts in _grouped((f"{problem.where}: {problem.reason}", fact) for problem, fact in each):
                self._line(f"    {place}")
                self._line(f"      {_number(facts, 'list')} of {', '.join(sorted(_views(facts)))}")


def _views(facts: Iterable[Fact]) -> set[str]:
    return {fact.view for fact in facts}


def _number(counted: int | Collection[object], noun: str) -> str:
    number = counted if isinstance(counted, int) else len(counted)
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _grouped(pairs: Iterable[tuple[K, V]]) -> list[tuple[K, list[V]]]:
    """Values by their keys, the most frequent first."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return sorted(found.items(), key=lambda item: -len(item[1]))
