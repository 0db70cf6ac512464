"""The test of the test: two errors that a cache may have, and that it must find."""

import pytest

from tests.caching.consistency.load import Load
from tests.caching.consistency.server import Server

MOST = 60_000
"""Reads in which an error must show; they end when it has."""


@pytest.mark.parametrize("core", ["late", "unguarded"])
def test_it_is_found(server: Server, core: str):
    """Stamps from after the query; and a list that is used while somebody writes, between a commit and its stamp."""
    account = Load(server, MOST, readers=3, writers=3, cores=[core], idle=4.0).run()
    assert [sentence for sentence in account.wrong if "had been committed at" in sentence], account.did
    assert all("had been committed at" in sentence for sentence in account.wrong), account.wrong
