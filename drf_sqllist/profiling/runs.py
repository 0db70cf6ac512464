"""Requests for a URL, again and again, profiled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from drf_sqllist.audit.trial import unlogged
from drf_sqllist.explain.failures import instead, path_of, start_of
from drf_sqllist.profiling.client import profiled_client
from drf_sqllist.profiling.hooks import watching
from drf_sqllist.profiling.parts import PARTS, Name
from drf_sqllist.profiling.profile import Profile


class NotProfiled(Exception):
    """A URL that has no answer worth a profile; says why, and what to do."""


class Subject:
    """A URL, and who asks for it.

    Arguments:
        url: its path with its query string; a host before it is left aside.
        user: nobody if None.
    """

    def __init__(self, url: str, user: Any = None) -> None:
        self.path = path_of(url)
        self.user = user
        self.view = _view(self.path)
        self.body = b""
        self.mode = ""
        self._client, self._handler = profiled_client(user)

    @property
    def name(self) -> str:
        """The view's dotted path; empty where no route leads to one."""
        view = getattr(self.view, "cls", getattr(self.view, "view_class", self.view))
        return f"{view.__module__}.{getattr(view, '__name__', type(view).__name__)}" if view else ""

    def ask(self) -> Profile:
        """One request.

        Raises:
            NotProfiled: it is not answered with 200.
        """
        try:
            with unlogged():
                response: Any = self._client.get(self.path)
                # A stream is no part of the profile: it begins when all that is measured is over.
                self.body = b"" if response.streaming else response.content
        except Exception as error:  # whatever the project's own code raises
            raise NotProfiled(
                f"{self.name or self.path} raised {type(error).__name__}: {error}. Mend the view, or the URL."
            ) from error
        if response.status_code != 200:
            raise NotProfiled(self._why(response))
        self.mode = getattr(getattr(response, "sqllist", None), "mode", "")
        return self._handler.profile

    def _why(self, response: Any) -> str:
        """Why an answer is not worth a profile, in a sentence."""
        status, path = response.status_code, self.path
        if not self.name:
            return f"{path} leads to no view of {settings.ROOT_URLCONF}. {instead(path.partition('?')[0])}"
        if status in (401, 403):
            return f"{self.name} answered {status} to {path}: ask as a user who may, with --as USERNAME."
        if 300 <= status < 400:
            to = response.headers.get("Location", "another URL")
            return f"{self.name} sent {path} to {to}: profile that one, or ask as a user, with --as USERNAME."
        return f"{self.name} answered {status} to {path}, {start_of(self.body)}: give a URL that answers with 200."


@dataclass(frozen=True)
class Runs:
    """What was measured of one subject.

    Arguments:
        first: the first request, which makes what later ones find kept.
        others: all that came after it.
    """

    subject: Subject
    first: Profile
    others: list[Profile] = field(default_factory=list)

    @property
    def seconds(self) -> dict[Name, float]:
        """Of each part: the median of all requests but the first."""
        parts = [one.parts() for one in self.others]
        return {name: median(part[name] for part in parts) for name in PARTS}

    @property
    def total(self) -> float:
        """Wall time of a request: the median."""
        return median(one.seconds for one in self.others)

    @property
    def in_statements(self) -> float:
        """Seconds of the database's part in which a statement ran or its rows were fetched: the median."""
        return median(one.database.in_statements for one in self.others)

    @property
    def statements(self) -> int:
        """Of a request: the median, rounded down."""
        return int(median(one.statements for one in self.others))

    def shares(self) -> dict[Name, float]:
        """Each part's share of all of them."""
        seconds = self.seconds
        whole = sum(seconds.values())
        return {name: seconds[name] / whole for name in PARTS}


def in_turns(subjects: Sequence[Subject], times: int) -> tuple[list[Runs], Iterator[None]]:
    """Ask for each subject in turns, so that a slow moment of the machine strikes all of them.

    Arguments:
        times: requests of each after the first.

    Returns:
        what is measured, and what measures it: one step for a round of requests.

    Raises:
        NotProfiled: one of them is not answered with 200.
    """
    runs: list[Runs] = []

    def rounds() -> Iterator[None]:
        with watching():
            runs.extend(Runs(subject, subject.ask()) for subject in subjects)
            yield
            for _ in range(times):
                for one in runs:
                    one.others.append(one.subject.ask())
                yield

    return runs, rounds()


def _view(path: str) -> Any:
    try:
        return resolve(path.partition("?")[0]).func
    except Resolver404:
        return None
