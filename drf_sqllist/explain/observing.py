"""A request watched from inside: the pipeline's own functions, wrapped as long as somebody looks.

Nothing in the pipeline knows of it: a request that nobody watches runs the functions as they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.db import connections

from drf_sqllist import fetching, views
from drf_sqllist.compile.statement import Statement
from drf_sqllist.drivers import bound
from drf_sqllist.explain.stopwatch import Stopwatch
from drf_sqllist.plan.plan import Plan

VIEW = "view and filters"
READ = "read the plan"
COMPILE = "page and compile"
DATABASE = "database"
FILL = "filling by Python"
SERIALIZER = "DRF's own path"
ENVELOPE = "envelope and rendering"

STAGES = (VIEW, READ, COMPILE, DATABASE, FILL, SERIALIZER, ENVELOPE)
"""In the order of a request."""


@dataclass(frozen=True)
class Run:
    """A statement that was run.

    Arguments:
        params: what was bound; None where the driver got none.
        is_list: the list's own statement.
    """

    sql: str
    params: Any
    alias: str
    seconds: float
    is_list: bool


@dataclass
class Observation:
    """What was seen of one request.

    Arguments:
        view, queryset: what the list was read from.
        plan: what was read; None where nothing could be.
        joined: paths of the lists that were aggregated once for the whole page.
        seconds: by stage.
        texts: what marks in the rows stood for.
    """

    view: Any = None
    queryset: Any = None
    plan: Plan | None = None
    joined: frozenset[tuple[str, ...]] = frozenset()
    runs: list[Run] = field(default_factory=list)
    seconds: Mapping[str, float] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def observing() -> Iterator[Observation]:
    """Watch the list that is made in this block. Another thread's lists would be seen, too: for commands only."""
    watch = _Watch()
    with ExitStack() as stack:
        for owner, name, wrapper in watch.seams():
            stack.enter_context(_exchanged(owner, name, wrapper))
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(watch.execute))
        try:
            yield watch.seen
        finally:
            watch.seen.seconds = watch.clock.stop()


@contextmanager
def _exchanged(owner: Any, name: str, wrapper: Callable[[Any], Any]) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, wraps(original)(wrapper(original)))
    try:
        yield
    finally:
        setattr(owner, name, original)


class _Watch:
    def __init__(self) -> None:
        self.seen = Observation()
        self.clock = Stopwatch(VIEW)
        self._statement: Statement | None = None

    def seams(self) -> tuple[tuple[Any, str, Callable[[Any], Any]], ...]:
        """Where the pipeline is watched: what holds a function, its name there, what is put around it."""
        return (
            (views, "plan_for", self._plan_for),
            (views, "paginate", lambda paginate: self._timed(COMPILE, paginate)),
            (fetching, "run", self._run),
            (views, "finish", self._finish),
            (views, "_by_serializer", lambda listed: self._timed(SERIALIZER, listed, ENVELOPE)),
        )

    def execute(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Django's execute wrapper: every statement, whoever sends it."""
        connection, statement = context["connection"], self._statement
        start = time.perf_counter()
        try:
            with self.clock.stage(DATABASE):
                return execute(sql, params, many, context)
        finally:
            seconds = time.perf_counter() - start
            # The list's statement may be sent with its values in it, for the server to prepare.
            text, values = bound(statement) if statement else (_text(sql, connection), params)
            self.seen.runs.append(Run(text, values, connection.alias, seconds, statement is not None))

    def _timed(self, stage: str, function: Callable[..., Any], after: str = "") -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            try:
                with self.clock.stage(stage):
                    return function(*args, **kwargs)
            finally:
                if after:
                    self.clock.go_on(after)

        return timed

    def _plan_for(self, plan_for: Callable[..., Any]) -> Callable[..., Any]:
        read = self._timed(READ, plan_for)

        def watched(view: Any, queryset: Any) -> Any:
            self.seen.view, self.seen.queryset = view, queryset
            found = read(view, queryset)
            self.seen.plan = found.plan
            return found

        return watched

    def _finish(self, finish: Callable[..., Any]) -> Callable[..., Any]:
        filled = self._timed(FILL, finish, ENVELOPE)

        def watched(bodies: Any, separator: bytes, texts: Mapping[bytes, bytes], *filling: Any) -> Any:
            self.seen.texts = {mark.decode(): text.decode() for mark, text in texts.items()}
            return filled(bodies, separator, texts, *filling)

        return watched

    def _run(self, run: Callable[..., Any]) -> Callable[..., Any]:
        sent = self._timed(DATABASE, run)

        def watched(statement: Statement, *args: Any) -> Any:
            self._statement, self.seen.joined = statement, statement.joined
            try:
                return sent(statement, *args)
            finally:
                self._statement = None

        return watched


def _text(sql: Any, connection: Any) -> str:
    """A statement as text, also where a driver's composed one was sent."""
    if isinstance(sql, bytes):
        return sql.decode()
    return sql if isinstance(sql, str) else str(sql.as_string(connection.connection))
