"""A Redis for each test, and only where there is a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.caching.consistency.server import Server


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    """A Redis of the test's own; the database takes transactions of many processes."""
    if connection.vendor != "postgresql":
        pytest.skip("many processes write to one PostgreSQL")
    with Server() as started:
        yield started
