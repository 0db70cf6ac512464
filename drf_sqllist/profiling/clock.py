"""The clock of one profile: it books every instant to what runs then."""

from __future__ import annotations

from contextvars import ContextVar
from threading import Lock
from time import perf_counter

from drf_sqllist.profiling.parts import PARTS, REQUEST, STATEMENT


class Clock:
    """Books time to the parts of one profile; safe under threads and tasks.

    A moment in which several threads or tasks run is shared out equally between them, so that the parts
    always add up to the time that went by.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys((*PARTS, STATEMENT), 0.0)
        self.statements = 0
        self._lock = Lock()
        # What runs: one frame, as nearly always, or else several or none.
        self._alone: Frame | None = None
        self._several: list[Frame] = []
        self._since = perf_counter()

    def start(self, outer: Frame | None) -> Frame:
        """The frame around all others.

        Arguments:
            outer: what runs in the profile around this one; None if there is none.
        """
        root = Frame(REQUEST, self, None, outer)
        self._alone = root
        self._since = perf_counter()
        return root

    def stop(self) -> None:
        """No instant from now on is booked."""
        with self._lock:
            self._lap()
            self._let_run([])

    def count(self) -> None:
        """A statement is sent."""
        with self._lock:
            self.statements += self._alone is not None or bool(self._several)

    def lap(self) -> dict[str, float]:
        """Seconds by part until now."""
        with self._lock:
            self._lap()
            return dict(self.seconds)

    def begin(self, frame: Frame, parent: Frame) -> None:
        """Let a frame run, and the one around it stand still."""
        with self._lock:
            if self._alone is parent:
                now = perf_counter()
                self.seconds[parent.part] += now - self._since
                self._since = now
                parent.inner = 1
                self._alone = frame
            elif running := self._lap():
                if not parent.is_over:
                    if not parent.inner:
                        running.remove(parent)
                    parent.inner += 1
                self._let_run([*running, frame])
            # Otherwise the profile is closed; what somebody left running goes on without it.

    def end(self, frame: Frame, parent: Frame) -> None:
        """Let the one around a frame run on, once nothing else is open in it."""
        with self._lock:
            frame.is_over = True
            if self._alone is frame and parent.inner == 1 and not parent.is_over:
                now = perf_counter()
                self.seconds[frame.part] += now - self._since
                self._since = now
                parent.inner = 0
                self._alone = parent
            elif running := self._lap():
                if not frame.inner:
                    running.remove(frame)
                if not parent.is_over:
                    parent.inner -= 1
                    if not parent.inner:
                        running.append(parent)
                self._let_run(running)

    def _lap(self) -> list[Frame]:
        """Book the time until now; what runs."""
        now = perf_counter()
        running = self._several if self._alone is None else [self._alone]
        if running:
            share = (now - self._since) / len(running)
            for frame in running:
                self.seconds[frame.part] += share
        self._since = now
        return running

    def _let_run(self, frames: list[Frame]) -> None:
        self._alone = frames[0] if len(frames) == 1 else None
        self._several = [] if len(frames) == 1 else frames


class Frame:
    """Something that runs, and belongs to a part.

    Arguments:
        part: which one.
        clock: of the innermost profile.
        parent: the frame around it; None for the outermost of a profile.
        outer: the same in the profile around this one; None if there is none.
    """

    __slots__ = ("clock", "inner", "is_over", "outer", "parent", "part")

    def __init__(self, part: str, clock: Clock, parent: Frame | None, outer: Frame | None) -> None:
        self.part, self.clock, self.parent, self.outer = part, clock, parent, outer
        self.inner = 0
        self.is_over = False

    def enter(self, part: str) -> Frame:
        """What runs from now on, in this thread or task, until ``leave``."""
        frame = Frame(part, self.clock, self, None if self.outer is None else self.outer._opened(part))
        self.clock.begin(frame, self)
        current.set(frame)
        return frame

    def leave(self) -> None:
        """Go back to what ran before."""
        assert self.parent is not None
        self.clock.end(self, self.parent)
        if self.outer is not None:
            self.outer._closed()
        # No token is reset: a generator, or a task, may end in another context than it began in.
        current.set(self.parent)

    def count(self) -> None:
        """A statement is sent, for this profile and those around it."""
        self.clock.count()
        if self.outer is not None:
            self.outer.count()

    def _opened(self, part: str) -> Frame:
        outer = None if self.outer is None else self.outer._opened(part)
        frame = Frame(part, self.clock, self, outer)
        self.clock.begin(frame, self)
        return frame

    def _closed(self) -> None:
        assert self.parent is not None
        self.clock.end(self, self.parent)
        if self.outer is not None:
            self.outer._closed()


current: ContextVar[Frame | None] = ContextVar("drf_sqllist_profiling", default=None)
"""What runs in this thread or task; None where nobody measures."""
