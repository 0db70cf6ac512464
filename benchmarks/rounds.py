"""A race of rivals that live in several processes, which take turns."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from random import Random
from statistics import median

from benchmarks.measurement import Measurement
from benchmarks.processes import Process, Sent
from benchmarks.race import DifferentBytesError
from benchmarks.session import Session
from benchmarks.timing import Timing
from benchmarks.turns import share

ROUNDS = 10
"""How often all processes take turns."""

Named = Callable[[Process, str], str]
"""What a rival of a process is called in the results."""


def race(
    session: Session, case: str, entered: Mapping[Process, Mapping[str, int]], path: str, named: Named
) -> list[Measurement]:
    """Time them, once all have sent the same bytes.

    Arguments:
        entered: how many runs are wanted of each rival of a process, by its name there.
        path: what they are asked for.

    Raises:
        DifferentBytesError: they do not answer alike.
    """
    planned = {
        process: {name: session.runs(count) for name, count in wanted.items()} for process, wanted in entered.items()
    }
    rounds = min(ROUNDS, max(count for wanted in planned.values() for count in wanted.values()))
    session.meter.begin(case)
    session.meter.expect(len(planned) * rounds)
    sent = {
        named(process, rival): facts
        for process, wanted in planned.items()
        for rival, facts in process.check(path, wanted).items()
    }
    agree(sent, case)
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    processor: defaultdict[str, list[float]] = defaultdict(list)
    shuffle = Random("processes").sample
    for number in range(rounds):
        for process in shuffle([*planned], len(planned)):
            runs = {name: share(count, rounds, number) for name, count in planned[process].items()}
            for rival, (clock, own) in process.run(path, runs).items():
                seconds[named(process, rival)] += clock
                processor[named(process, rival)] += own
            session.meter.advance()
    return [
        Measurement(case, name, Timing.of(seconds[name]), median(processor[name]) * 1000, statements, body)
        for name, (statements, body, _) in sent.items()
    ]


def agree(sent: Mapping[str, Sent], what: str) -> None:
    """Nothing, where all have sent the same bytes.

    Raises:
        DifferentBytesError: with who differs from whom.
    """
    (first, (_, length, digest)), *others = sent.items()
    for name, (_, other_length, other_digest) in others:
        if digest != other_digest:
            raise DifferentBytesError(f"{what}: {first} sends {length:,} bytes, {name} others ({other_length:,}).")
