"""What each peer must answer before it is put under load: DRF's data, and for some DRF's bytes."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.peers import client
from benchmarks.peers.roster import Peer
from benchmarks.peers.server import Server
from benchmarks.race import answer, get
from benchmarks.rivals import TUNED, Rival
from demo.pizzas.views import TunedOrders

HOST = "testserver"
"""That of Django's request factory, so that links are alike whichever port a server has."""

REPEATS = 3


class DifferentDataError(AssertionError):
    """A peer does not answer what DRF answers, so there is nothing to compare."""


class Answers(NamedTuple):
    """What a peer did for one path.

    Arguments:
        body: bytes of its answer.
        same_bytes: it is DRF's.
        round_trips: to the database.
    """

    body: int
    same_bytes: bool
    round_trips: int


def path(size: int, number: int = 1) -> str:
    return f"/api/orders/?page_size={size}" if number == 1 else f"/api/orders/?page={number}&page_size={size}"


def expected(sizes: Sequence[int]) -> dict[str, bytes]:
    """DRF's own bodies, by path: those under load, and one with a page before it and one after it."""
    tuned = Rival(TUNED, TunedOrders.as_view(filter_backends=()))
    return {one: answer(tuned, get(one)) for one in (path(10, 2), *map(path, sizes))}


def checked(
    peer: Peer, server: Server, bodies: Mapping[str, bytes], round_trips: Callable[[], int]
) -> dict[str, Answers]:
    """What a peer did for each path.

    Arguments:
        bodies: DRF's, by path.
        round_trips: how many there were so far.

    Raises:
        DifferentDataError: with the first place where the data differs.
        LoadError: there is no answer.
    """
    found = {}
    for one, drf in bodies.items():
        counts = []
        for _ in range(REPEATS):
            before = round_trips()
            body = client.get(server.url + one, HOST)
            counts.append(round_trips() - before)
        _compare(peer, one, drf, body)
        # The least: the first ones connect, and prepare what later ones only execute.
        found[one] = Answers(len(body), body == drf, min(counts))
    return found


def _compare(peer: Peer, where: str, drf: bytes, body: bytes) -> None:
    if body == drf:
        return
    if peer.exact or parsed(body) != parsed(drf):
        place = next((i for i, pair in enumerate(zip(drf, body, strict=False)) if len({*pair}) > 1), len(body))
        here = slice(max(0, place - 60), place + 60)
        raise DifferentDataError(f"{where}: {peer.name} differs from DRF:\n{drf[here]!r}\n{body[here]!r}")


def parsed(body: bytes) -> object:
    """With numbers as they are spelled, so that no two spellings of one number are equal."""
    return json.loads(body, parse_int=lambda text: ("number", text), parse_float=lambda text: ("number", text))
