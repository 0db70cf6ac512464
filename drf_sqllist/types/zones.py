"""Time zones as SQL, from Python's own rules: the database's tz data may be of another year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

WINDOW = (datetime(2010, 1, 1, tzinfo=timezone.utc), datetime(2038, 1, 1, tzinfo=timezone.utc))
"""Instants outside are formatted by Python, in zones that ever change their offset."""


@dataclass(frozen=True)
class Zone:
    """A zone that SQL can follow.

    Arguments:
        key: its name, for reading.
        periods: (first instant or None, last instant or None, seconds east of UTC), without gaps inside.
    """

    key: str
    periods: tuple[tuple[datetime | None, datetime | None, int], ...]

    @property
    def is_utc(self) -> bool:
        return self.periods == ((None, None, 0),)


UTC = Zone("UTC", ((None, None, 0),))


def zone_for(tz: tzinfo | None) -> Zone | None:
    """The zone of a ``tzinfo``; None for a kind of tzinfo whose rules cannot be listed."""
    if isinstance(tz, timezone):
        return _fixed(str(tz), tz.utcoffset(None))
    if isinstance(tz, ZoneInfo) and tz.key:
        return _named(tz.key)
    return None


def _fixed(key: str, offset: timedelta) -> Zone | None:
    seconds = offset.total_seconds()
    return Zone(key, ((None, None, int(seconds)),)) if seconds == int(seconds) else None


@cache
def _named(key: str) -> Zone:
    if key in ("UTC", "Etc/UTC"):
        return UTC
    tz = ZoneInfo(key)
    start, end = WINDOW
    periods = []
    while start < end:
        stop = _next_change(tz, start, end)
        periods.append((start, stop, _offset(tz, start)))
        start = stop
    return Zone(key, tuple(periods))


def _offset(tz: tzinfo, instant: datetime) -> int:
    offset = instant.astimezone(tz).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def _next_change(tz: tzinfo, start: datetime, end: datetime) -> datetime:
    """The first instant after ``start`` with another offset, to the second; ``end`` if there is none."""
    offset, low = _offset(tz, start), start
    while low < end:
        high = min(low + timedelta(days=3), end)
        if _offset(tz, high) != offset:
            return _bisect(tz, low, high, offset)
        low = high
    return end


def _bisect(tz: tzinfo, low: datetime, high: datetime, offset: int) -> datetime:
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(tz, middle) == offset else (low, middle)
    return high


def suffix(seconds: int) -> str:
    """The offset as ``isoformat`` writes it; DRF writes zero as ``Z``."""
    if seconds == 0:
        return "Z"
    minutes, rest = divmod(abs(seconds), 60)
    text = f"{'-' if seconds < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}" if rest else text
