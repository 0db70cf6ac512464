import pytest

from tests.rawsql_views.shop import fill


@pytest.fixture
def shop(db: None) -> None:
    fill()
