"""What a file of this folder says of a package: the tests hold it, the docs show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

REQUIREMENTS = Path(__file__).parent / "requirements.txt"

Mode = Literal["sql", "spliced", "serializer"]


@dataclass(frozen=True)
class Case:
    """One request, and how it is answered.

    Arguments:
        what: the request in the docs' words; cases that share them are one line there.
        mode: as in ``response.sqllist``.
        problems: the codes of the reasons for DRF's path, or of what Python makes.
        without: columns and tables that the statement does not name.
        reads: columns and tables that it does.
        queries: statements of a list that SQL makes, those that Python runs for its members included.
        language: of the request.
        user: name of the user who asks.
        settings: ``DRF_SQLLIST``.
    """

    what: str
    path: str
    mode: Mode = "sql"
    problems: tuple[str, ...] = ()
    status: int = 200
    without: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    queries: int = 1
    language: str = "en"
    user: str = ""
    headers: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.path, self.user, self.language, *self.headers.values(), *self.settings)))

    def __hash__(self) -> int:
        return hash(str(self))


@dataclass(frozen=True)
class Package:
    """A package from PyPI.

    Arguments:
        name: there.
        note: what a user should know, in a sentence or two.
    """

    name: str
    note: str
    cases: tuple[Case, ...]

    @property
    def versions(self) -> list[str]:
        """The versions that are asked for, that of newer Pythons first."""
        return re.findall(rf"^{self.name}==([\d.]+)", REQUIREMENTS.read_text(encoding="utf-8"), re.M)

    @property
    def version(self) -> str:
        return self.versions[0]

    @property
    def installed(self) -> str:
        return version(self.name)
