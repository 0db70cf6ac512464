"""What is known of each list that a test run has asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from drf_sqllist.problems import Problem


@dataclass(frozen=True)
class Fact:
    """One list, answered on both paths.

    Arguments:
        test: the id of the test that asked.
        url: method and path.
        view: the view's dotted path.
        mode: as ``response.sqllist.mode``; empty where an error was raised.
        problems: as ``response.sqllist.problems``.
        now, then: statements that DRF's path ran, and ours.
        difference: what differs first, in words; empty if nothing does.
        is_unstable: DRF's own second answer is another one than its first, so that there is nothing to compare with.
        obstacle: why the list could not be asked for twice; empty if it could.
    """

    test: str
    url: str
    view: str
    mode: str = ""
    problems: tuple[Problem, ...] = ()
    now: int = 0
    then: int = 0
    difference: str = ""
    is_unstable: bool = False
    obstacle: str = ""

    @property
    def is_compared(self) -> bool:
        return not (self.is_unstable or self.obstacle)

    def as_record(self) -> dict[str, Any]:
        """As plain data, which one process can send to another."""
        return asdict(self) | {"problems": [asdict(problem) for problem in self.problems]}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Fact:
        """From plain data."""
        problems = tuple(Problem(**problem) for problem in record["problems"])
        return cls(**{**record, "problems": problems})
