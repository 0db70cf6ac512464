"""The process of one family: it answers what it is asked on its standard input, a line of JSON each.

    python -m benchmarks.caching.worker

Some caches patch Django for all that is in their process, so each family has its own. What it is made of is in its
environment: see ``settings.py``.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from hashlib import sha256
from typing import Any

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.caching.settings"
    django.setup()


@cache
def _rivals() -> Any:
    from django.conf import settings

    from benchmarks.caching.views import rivals

    return rivals(settings.FAMILY)


def check(path: str, runs: Mapping[str, int]) -> dict[str, Any]:
    """What each rival sends, by its name: statements, bytes, and the body's digest. Then it is warm.

    Arguments:
        runs: that are to come.
    """
    from benchmarks import race

    rivals = _rivals()
    for rival in rivals:
        for _ in range(min(race.WARM_UP, max(2, runs[rival.name] // 2))):
            race.answer(rival, race.get(path))
    # What is to be kept is kept: these are hits.
    facts = race.check(rivals, path)
    return {name: [*facts[name], text] for name, text in ask(path).items()}


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


def ask(path: str) -> dict[str, str]:
    """The digest of each rival's body, by its name."""
    from benchmarks.race import answer, get

    return {rival.name: sha256(answer(rival, get(path))).hexdigest() for rival in _rivals()}


_made: list[Any] = []


def change(name: str, order: int, path: str) -> dict[str, str]:
    """Make a change, and ask; ``undo`` undoes it.

    Arguments:
        order: the key of one that the path has.
    """
    from benchmarks.caching.changes import CHANGES, Before
    from benchmarks.caching.readers import Elsewhere
    from demo.pizzas.models import Order

    changed = Order.objects.get(pk=order)
    _made.append(Before.of(changed))
    CHANGES[name](changed, Elsewhere(_rivals(), path))
    return ask(path)


def undo() -> dict[str, str]:
    """Let all be as it was."""
    while _made:
        _made.pop().restore()
    return {}


ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "check": check,
    "run": run,
    "ask": ask,
    "change": change,
    "undo": undo,
}


def main() -> None:
    try:
        for line in sys.stdin:
            question = json.loads(line)
            print(json.dumps(ANSWERS[question.pop("what")](**question)), flush=True)
    finally:
        undo()


if __name__ == "__main__":
    main()
