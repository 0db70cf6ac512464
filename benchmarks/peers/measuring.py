"""All of it: who is there, who answers alike, and then the load."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

import psutil
from django.db import connection

from benchmarks.environments import Environment
from benchmarks.growth.latency import Proxy, proxied
from benchmarks.left_out import absent
from benchmarks.measurement import Measurement
from benchmarks.peers import processes
from benchmarks.peers.answers import Answers, checked, expected, path
from benchmarks.peers.load import Client, LoadError
from benchmarks.peers.roster import Peer
from benchmarks.peers.rounds import Round, in_turn, measurement, under_load
from benchmarks.peers.server import ServerError, serving
from benchmarks.session import Session


def case(size: int) -> str:
    return f"{size:,} orders"


@dataclass
class Contest:
    """The peers on one database, measured step by step.

    Arguments:
        environment: that has their packages.
        generator: of the load.
        sizes: of the pages, the smallest first: a server's peak of memory only grows.
        url: of the database.
        seconds: of each load at least.
        reasons: why a peer was left out, by its name.
    """

    session: Session
    environment: Environment
    generator: Client
    sizes: Sequence[int]
    url: str
    seconds: int
    reasons: dict[str, str] = field(default_factory=dict)

    def measure(self, peers: Sequence[Peer], rounds: int) -> list[Measurement]:
        """Raises:
        DifferentDataError: a peer does not answer what DRF answers.
        """
        answers = self._answers([peer for peer in peers if self._is_installed(peer)])
        found = self._rounds([peer for peer in peers if peer.name in answers], rounds)
        measured = [
            measurement(case(size), peer.name, found[peer.name, size], answers[peer.name][path(size)])
            for size in self.sizes
            for peer in peers
            if peer.name in answers and peer.name not in self.reasons
        ]
        return [*measured, *(absent(name, reason) for name, reason in self.reasons.items())]

    def _is_installed(self, peer: Peer) -> bool:
        for need in peer.needs:
            if need in self.environment.missing:
                self.reasons[peer.name] = f"{need} is not installed: {self.environment.missing[need]}"
                return False
        return True

    def _answers(self, peers: Sequence[Peer]) -> dict[str, dict[str, Answers]]:
        """What they did for each path; who does not answer is left out."""
        self.session.meter.begin("answers")
        self.session.meter.expect(len(peers))
        bodies, found = expected(self.sizes), {}
        with proxied(0) as proxy:
            for peer in peers:
                with self._excusing(peer), serving(peer, self.environment.python, _url(proxy), path(10)) as server:
                    found[peer.name] = checked(peer, server, bodies, proxy.round_trips)
                self.session.meter.advance()
        return found

    def _rounds(self, peers: Sequence[Peer], rounds: int) -> Mapping[tuple[str, int], list[Round]]:
        database, by_name = processes.database(), {peer.name: peer for peer in peers}
        self.session.meter.expect(rounds * len(peers) * len(self.sizes))
        found: defaultdict[tuple[str, int], list[Round]] = defaultdict(list)
        for number in range(rounds):
            for name in in_turn([*by_name], number):
                if name in self.reasons:
                    continue
                self.session.meter.begin(f"round {number + 1} of {rounds}, {name}")
                peer = by_name[name]
                with self._excusing(peer), serving(peer, self.environment.python, self.url, path(10)) as server:
                    for size in self.sizes:
                        found[name, size].append(under_load(server, size, self.generator, self.seconds, database))
                        self.session.meter.advance()
        return found

    @contextmanager
    def _excusing(self, peer: Peer) -> Iterator[None]:
        """Who does not answer once is left out of everything."""
        try:
            yield
        except (ServerError, LoadError, psutil.NoSuchProcess) as error:
            self.reasons[peer.name] = f"it failed: {error}"


def _url(proxy: Proxy) -> str:
    """That of Django's database, by way of the proxy."""
    own = connection.settings_dict
    user, password, name = (quote(str(own[part]), safe="") for part in ("USER", "PASSWORD", "NAME"))
    return f"postgresql://{user}:{password}@127.0.0.1:{proxy.port}/{name}"
