"""The process of one driver: it answers what it is asked on its standard input, a line of JSON each.

    python -m benchmarks.drivers.worker psycopg2 20000

A driver is chosen when Django is set up, so each needs a process of its own. They live as long as the measuring, and
run one at a time.
"""

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from benchmarks.drivers.drivers import connect, named


def check(path: str, runs: Mapping[str, int]) -> dict[str, Any]:
    """What each rival sends, by its name: statements, bytes, and the body's digest. Then it is warm.

    Arguments:
        runs: that are to come.
    """
    from benchmarks import race

    rivals = _rivals()
    facts = race.check(rivals, path)
    for rival in rivals:
        for _ in range(min(race.WARM_UP, runs[rival.name] // 2)):
            race.answer(rival, race.get(path))
    bodies = {rival.name: race.answer(rival, race.get(path)) for rival in rivals}
    return {name: [*facts[name], sha256(body).hexdigest()] for name, body in bodies.items()}


def run(path: str, runs: Mapping[str, int]) -> dict[str, Any]:
    """Seconds on the clock and seconds of the processor that each rival took, by its name."""
    from benchmarks.race import answer, get
    from benchmarks.turns import in_turns

    def prepare(name: str) -> Callable[[], object]:
        return partial(answer, rivals[name], get(path))

    rivals = {rival.name: rival for rival in _rivals() if runs[rival.name]}
    wanted = {name: runs[name] for name in rivals}
    spent = in_turns({name: partial(prepare, name) for name in rivals}, wanted)
    return {name: [one.seconds, one.processor] for name, one in spent.items()}


def _rivals() -> list[Any]:
    from benchmarks.rivals import OURS, TUNED, Rival
    from demo.pizzas.views import Orders, TunedOrders

    views = {TUNED: TunedOrders, OURS: Orders}
    return [Rival(name, view.as_view(filter_backends=())) for name, view in views.items()]


ANSWERS = {"check": check, "run": run}


def main(driver: str, orders: str) -> None:
    connect(named(driver), int(orders))
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(ANSWERS[question.pop("what")](**question)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
