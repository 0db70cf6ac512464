"""The demo's kitchen under a profile: each list as it is without one."""

from typing import Any

import pytest
from django.test import Client

from demo.kitchen.patterns import Pattern
from drf_sqllist.profiling import profile
from tests.test_demo_kitchen import _kitchen, each_pattern  # noqa: F401  (the kitchen's data)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("demo.urls")]


def answer(url: str) -> tuple[Any, ...]:
    response: Any = Client().get(url)
    return response.status_code, dict(response.items()), response.content, getattr(response, "sqllist", None)


@each_pattern
def test_the_same_answers(pattern: Pattern) -> None:
    for url in (pattern.url, pattern.tuned_url):
        for query in ("page_size=5", "page_size=5&page=2", "page_size=5&format=api", *pattern.queries):
            expected = answer(f"{url}?{query}")
            with profile() as measured:
                actual = answer(f"{url}?{query}")
            assert actual == expected, query
            assert min(measured.parts().values()) >= 0
