"""A scenario: what is measured, what of it is promised, and how it is shown. Each is a file in `scenarios/`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, ClassVar

from benchmarks import scenarios
from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.tables import Table, whole

if TYPE_CHECKING:
    from benchmarks.plots import Plot
    from benchmarks.rivals import Rival
    from benchmarks.session import Session


class Scenario(ABC):
    """One question, asked of several rivals.

    ``title`` is its heading. ``about`` says in a few sentences of Markdown who the rivals are and what they have in
    common. ``in_quick``: whether ``--quick`` runs it, which is to take no more than some ten seconds.
    ``packages``: whose versions belong to the results, beside those that all scenarios have, by their names on PyPI.
    """

    title: ClassVar[str]
    about: ClassVar[str]
    in_quick: ClassVar[bool] = True
    packages: ClassVar[Sequence[str]] = ()

    @property
    def name(self) -> str:
        """Of its file, of its results, of its marks in the docs."""
        return type(self).__module__.rpartition(".")[2]

    @abstractmethod
    def measure(self, session: "Session") -> list[Measurement]:
        """Ask it."""

    def bars(self, found: Findings) -> list[Bar]:
        """What the library promises, against what was found."""
        return []

    def tables(self, found: Findings) -> Sequence[Table]:
        """All that was found, as people read it."""
        return [whole(self.title, found)]

    def summary(self, found: Findings) -> Sequence[Table]:
        """The least that says it: what pages show."""
        return self.tables(found)

    def notes(self, found: Findings) -> Sequence[str]:
        """What belongs under the tables, ``about`` first."""
        return [self.about]

    def facts(self) -> Mapping[str, str]:
        """Versions of what runs beside this process, once it has been measured."""
        return {}

    def plots(self) -> "Mapping[str, Plot]":
        """By the names of their files, without the ending."""
        return {}

    def rivals(self) -> "Sequence[Rival]":
        """Those whose memory is measured, each in a process of its own that finds it here by its name."""
        return []


def names() -> list[str]:
    """Of all scenarios, in the order of the alphabet."""
    return sorted(module.name for module in iter_modules(scenarios.__path__))


def load(name: str) -> Scenario:
    """The scenario of a file. It imports the demo's models: Django must be set up.

    Raises:
        TypeError: there is not exactly one in it.
    """
    module = import_module(f"{scenarios.__name__}.{name}")
    found = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Scenario) and thing.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} has {len(found)} subclasses of Scenario; a scenario's file has one.")
    return found[0]()
