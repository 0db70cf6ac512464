"""The instants, times and durations that the temporal cases share."""

import random
from datetime import datetime, time, timedelta, timezone

UTC = timezone.utc
MICROSECONDS = (0, 1, 5000, 120000, 999999)

MOMENTS = [
    *(datetime(2024, 1, 1, 0, 0, 0, micro, UTC) for micro in MICROSECONDS),
    datetime(1000, 1, 1, 12, 30, tzinfo=UTC),
    datetime(1582, 10, 10, tzinfo=UTC),
    datetime(1899, 12, 31, 23, 59, 59, 999999, UTC),
    datetime(1969, 12, 31, 23, 59, 59, 1, UTC),
    datetime(2000, 2, 29, 1, 2, 3, tzinfo=UTC),
    datetime(2024, 3, 31, 0, 59, 59, 999999, UTC),
    datetime(2024, 3, 31, 1, 0, tzinfo=UTC),
    datetime(2024, 7, 1, 13, 14, 15, 160000, UTC),
    datetime(2024, 10, 27, 0, 59, 59, tzinfo=UTC),
    datetime(2024, 10, 27, 1, 0, tzinfo=UTC),
    datetime(2037, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2100, 6, 1, tzinfo=UTC),
]

EARLY = [
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(1, 1, 2, 3, 4, 5, 6, UTC),
    datetime(99, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(999, 6, 15, 12, tzinfo=UTC),
]

LATE = [datetime(9999, 12, 30, 23, 59, 59, 999999, UTC)]

EDGES = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999999, UTC)]

TIMES = [
    time(0, 0),
    *(time(12, 34, 56, micro) for micro in MICROSECONDS),
    time(23, 59, 59, 999999),
    time(9, 5),
]

DURATIONS = [
    timedelta(0),
    timedelta(microseconds=1),
    timedelta(microseconds=-1),
    timedelta(milliseconds=5),
    timedelta(milliseconds=-1500),
    timedelta(hours=23, minutes=59, seconds=59, microseconds=999999),
    timedelta(days=1),
    timedelta(days=-1),
    timedelta(days=-1, hours=5),
    timedelta(days=1, microseconds=-1),
    timedelta(days=365, seconds=1),
    timedelta(days=10000, hours=12, microseconds=120000),
    timedelta(days=-10000, microseconds=1),
    timedelta(hours=-100),
]


def random_moments(count: int, first: int = 1900, last: int = 2100, seed: int = 5) -> list[datetime]:
    chooser = random.Random(seed)
    start, end = datetime(first, 1, 2, tzinfo=UTC), datetime(last, 12, 30, tzinfo=UTC)
    seconds = int((end - start).total_seconds())
    return [
        start + timedelta(seconds=chooser.randrange(seconds), microseconds=chooser.choice(MICROSECONDS))
        for _ in range(count)
    ]


def random_durations(count: int, seed: int = 7) -> list[timedelta]:
    chooser = random.Random(seed)
    return [
        timedelta(seconds=chooser.randrange(-(10**9), 10**9), microseconds=chooser.choice((*MICROSECONDS, 123456)))
        for _ in range(count)
    ]
