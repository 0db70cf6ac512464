"""Calls taken in turns, so that a slow moment of the machine strikes all of them."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from time import perf_counter, process_time

Prepare = Callable[[], Callable[[], object]]
"""Makes ready what is to be timed, untimed."""


@dataclass
class Spent:
    """What each call of one of them took: seconds on the clock, and of them seconds of this process' processor time."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def in_turns(
    entered: Mapping[str, Prepare], runs: Mapping[str, int], advance: Callable[[], object] = lambda: None
) -> dict[str, Spent]:
    """One call of each after the other, again and again.

    Arguments:
        runs: how often each is called. Slow ones run less often, spread over all rounds.
        advance: called after each run.
    """
    rounds = max(runs.values())
    spent = {name: Spent() for name in entered}
    shuffle = Random("race").sample
    # Collections happen as they do in a server, and nobody pays for another's garbage.
    gc.collect()
    gc.freeze()
    try:
        for number in range(rounds):
            # In an order of its own each round: nobody always follows the one who empties the caches.
            for name in shuffle([*entered], len(entered)):
                if not share(runs[name], rounds, number):
                    continue
                call = entered[name]()
                gc.collect()
                processor, start = process_time(), perf_counter()
                call()
                spent[name].seconds.append(perf_counter() - start)
                spent[name].processor.append(process_time() - processor)
                advance()
    finally:
        gc.unfreeze()
    return spent


def share(wanted: int, rounds: int, number: int) -> int:
    """How many of the runs are made in a round, numbered from 0."""
    return (number + 1) * wanted // rounds - number * wanted // rounds
