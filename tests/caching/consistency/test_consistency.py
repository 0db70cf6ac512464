"""A reader that starts after a commit never sees a body from before it."""

import os

from tests.caching.consistency.load import Load
from tests.caching.consistency.server import Server

READS = int(os.environ.get("SQLLIST_CONSISTENCY_READS", "8000"))
"""So many in the test; ``python -m tests.caching.consistency`` makes more, with a table of them."""


def test_nothing_older_than_what_was_committed_is_ever_read(server: Server):
    load = Load(server, READS)
    account = load.run()
    assert account.wrong == []
    assert account.did["hit"] > READS / 5, account.did
    assert account.did["miss"] > READS / 50, account.did
    at_rest = load.at_rest()
    assert (at_rest.wrong, at_rest.did) == ([], {"at rest: hit": 3})
