"""Queries that nobody would think of, for the packages whose clients choose the fields."""

from random import Random

import pytest

from tests.packages import test_flex_fields, test_restql
from tests.packages.package import Case
from tests.packages.twins import Twins, answer, facts

FLEX = """
id name description score city owner amenities rooms rooms.kind rooms.bookings rooms.bookings.nights city.name
city.country owner.email owner.name amenities.label rooms.id rooms.* ~all * secret
""".split()
RESTQL = {
    "hotels": ["id", "name", "description", "stars", "city", "amenities", "rooms", "owner", "*", "secret"],
    "city": ["id", "name", "country", "*"],
    "rooms": ["id", "door_number", "kind", "bookings", "last_cleaned"],
    "bookings": ["id", "guest_name", "arrival", "answers"],
}


def flex_query(chance: Random) -> str:
    asked = [word for word in ("fields", "omit", "expand") if chance.random() < 0.6]
    return "&".join(f"{word}={','.join(chance.sample(FLEX, chance.randint(1, 5)))}" for word in asked)


def restql_query(chance: Random, level: str = "hotels") -> str:
    names = RESTQL[level]
    parts = []
    for name in chance.sample(names, chance.randint(0, 4)):
        kind = chance.random()
        if name in RESTQL and kind < 0.7:
            parts.append(f"{name}{restql_query(chance, name)}")
        elif kind < 0.8:
            parts.append(name)
        else:
            parts.append(f"-{name}" if kind < 0.9 else f"{chance.choice('xyz')}:{name}")
    return f"{{{','.join(parts)}}}"


def assert_alike(twins: Twins, path: str) -> None:
    expected, actual = (answer(routes, Case("", path)) for routes in (twins.theirs, twins.ours))
    assert facts(actual) == facts(expected), path
    assert actual.content == expected.content, path


@pytest.mark.parametrize("view", ["hotels", "lean"])
def test_flex_queries(view: str) -> None:
    chance = Random(view)
    for _ in range(60):
        assert_alike(test_flex_fields.twins, f"/{view}/?{flex_query(chance)}")


@pytest.mark.parametrize("view", ["hotels", "eager", "none"])
def test_restql_queries(view: str) -> None:
    chance = Random(view)
    for _ in range(60):
        assert_alike(test_restql.twins, f"/{view}/?query={restql_query(chance)}")
