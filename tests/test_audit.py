"""``manage.py sqllist audit`` on a project with every kind of URL and of list."""

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from drf_sqllist.audit.endpoints import list_endpoints
from tests.cases.library import library
from tests.testapp.models import Author

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.urls("tests.audited.urls")]

ROUTES = {
    "/books/",
    "/ours/",
    "/spliced/",
    "/fallback/",
    "/different/",
    "/private/",
    "/raises/",
    "/writes/",
    "/clock/",
    "/own/",
    "/own-but-super/",
    "/sometimes/",
    "/authors/<int:author_pk>/books/",
    "/mystery/<slug:secret>/",
    "/given/<int:author_pk>/",
    "/old/<author_pk>/books/",
    "/cached/",
    "/included/again/authors/",
    "/router/authors/",
    "/nested/authors/<author_pk>/books/",
    "/en/language/",
    "/suffixed/",
}


def audit(*options: str) -> str:
    out = io.StringIO()
    call_command("sqllist", "audit", *options, stdout=out)
    return out.getvalue()


def records(*options: str) -> dict[str, Any]:
    return {record["route"]: record for record in json.loads(audit("--json", *options))}


@pytest.fixture
def rows() -> None:
    library()


def test_every_list_is_found_and_nothing_else():
    assert {endpoint.route for endpoint in list_endpoints()} == ROUTES


def test_a_prefix():
    assert {endpoint.route for endpoint in list_endpoints("/own")} == {"/own/", "/own-but-super/"}


@pytest.mark.usefixtures("rows")
def test_verdicts_without_running():
    found = records()
    assert {route: record["verdict"] for route, record in found.items()} == {
        **dict.fromkeys(ROUTES, "sql"),
        "/spliced/": "spliced",
        "/fallback/": "serializer",
        "/own/": "serializer",
        "/mystery/<slug:secret>/": "unknown",
        "/private/": "unknown",
        "/raises/": "unknown",
        "/writes/": "unknown",
    }
    assert found["/books/"]["statements"] == {"now": "2 + 1n", "then": 1}
    assert found["/ours/"]["uses_sqllist"] is True
    assert found["/books/"]["uses_sqllist"] is False
    assert found["/books/"]["view"] == "tests.audited.views.Books"
    assert "milliseconds" not in found["/books/"]


@pytest.mark.usefixtures("rows")
def test_verdicts_of_a_run():
    before = list(Author.objects.values())
    found = records("--run", "--repeats", "1")
    assert {route: record["verdict"] for route, record in found.items()} == {
        **dict.fromkeys(ROUTES, "sql"),
        "/spliced/": "spliced",
        "/fallback/": "serializer",
        "/own/": "serializer",
        "/different/": "different",
        "/mystery/<slug:secret>/": "unknown",
        "/private/": "unknown",
        "/raises/": "unknown",
        "/writes/": "unknown",
        "/clock/": "unknown",
        "/sometimes/": "unknown",
        "/cached/": "unknown",
    }
    assert found["/books/"]["statements"] == {"now": 4, "then": 1}
    assert found["/books/"]["milliseconds"]["now"] > 0
    assert found["/authors/<int:author_pk>/books/"]["url"].startswith("/authors/")
    assert "$[0].initial" in found["/different/"]["difference"]
    assert "answered 403: try --as USERNAME" in found["/private/"]["obstacle"]
    assert found["/raises/"]["obstacle"] == "raised RuntimeError: out of order"
    assert "read" in found["/writes/"]["obstacle"]
    assert "changes from request to request" in found["/clock/"]["obstacle"]
    assert found["/sometimes/"]["obstacle"] == "answered without coming to its list: out of a cache?"
    assert "no row has a value for 'secret'" in found["/mystery/<slug:secret>/"]["obstacle"]
    assert list(Author.objects.values()) == before


@pytest.mark.usefixtures("rows")
def test_a_policy_is_left_aside(settings: Any):
    settings.DRF_SQLLIST = {"UNSUPPORTED": "raise"}
    found = records("--run", "--url", "/fallback/", "--repeats", "1")["/fallback/"]
    assert (found["verdict"], [problem["code"] for problem in found["problems"]]) == ("serializer", ["override"])


@pytest.mark.usefixtures("rows")
def test_most_is_gained_first():
    found = [record for record in json.loads(audit("--json", "--run")) if record["verdict"] in ("sql", "spliced")]
    gains = [record["milliseconds"]["now"] - record["milliseconds"]["then"] for record in found]
    assert gains == sorted(gains, reverse=True)


@pytest.mark.usefixtures("rows")
def test_as_somebody():
    User.objects.create_user("Ann")
    found = records("--run", "--as", "Ann", "--url", "/private/", "--repeats", "1")
    assert found["/private/"]["verdict"] == "sql"
    assert records("--as", "Ann", "--url", "/private/")["/private/"]["verdict"] == "sql"
    with pytest.raises(CommandError, match="--as: there is no user 'Zoe'"):
        audit("--as", "Zoe")


@pytest.mark.usefixtures("rows")
def test_samples():
    found = records("--run", "--url", "/mystery/", "--sample", "secret=abc", "--repeats", "1")
    assert found["/mystery/<slug:secret>/"]["url"] == "/mystery/abc/"
    assert found["/mystery/<slug:secret>/"]["verdict"] == "sql"
    wrong = records("--url", "/authors/", "--sample", "author_pk=x")["/authors/<int:author_pk>/books/"]
    assert "does not lead to" in wrong["obstacle"]
    with pytest.raises(CommandError, match="--sample: 'secret' is not NAME=VALUE"):
        audit("--sample", "secret")


@pytest.mark.usefixtures("rows")
def test_a_query_string():
    found = records("--run", "--url", "/books/", "--query", "page=2", "--repeats", "1")
    assert found["/books/"]["url"] == "/books/?page=2"
    missing = records("--run", "--url", "/books/", "--query", "?page=9", "--repeats", "1")
    assert missing["/books/"]["obstacle"] == "answered 404"


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("prefix", "limit", "fails"),
    [
        ("/books/", "spliced", False),
        ("/spliced/", "spliced", True),
        ("/spliced/", "serializer", False),
        ("/fallback/", "serializer", True),
        ("/fallback/", "spliced", True),
        ("/fallback/", "different", False),
        ("/different/", "different", True),
        ("/different/", "serializer", True),
        ("/raises/", "spliced", False),
    ],
)
def test_exit_status(prefix: str, limit: str, fails: bool):
    options = ("--run", "--repeats", "1", "--url", prefix, "--fail-on", limit)
    if fails:
        with pytest.raises(SystemExit) as raised:
            audit(*options)
        assert raised.value.code == 1
    else:
        audit(*options)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("width", [80, 160])
def test_for_people(width: int, monkeypatch: Any):
    monkeypatch.setenv("COLUMNS", str(width))
    User.objects.create_user("Ann")
    text = audit("--run", "--repeats", "1")
    assert max(map(len, text.splitlines())) <= width
    for words in ("/books/", "4 → 1", "spliced", "serializer", "different", "unknown", "✓"):
        assert words in text
    assert "Other bytes than DRF's" in text
    assert "What stands in the way of SQL alone" in text
    assert "OwnList.to_representation is overridden" in " ".join(text.split())
    assert "Not asked" in text
    assert "raised RuntimeError: out of order" in text


@pytest.mark.urls("tests.urls")
def test_nothing_to_say(monkeypatch: Any):
    monkeypatch.setattr("tests.urls.urlpatterns", [])
    from django.urls import clear_url_caches

    clear_url_caches()
    assert audit() == "No DRF list endpoints were found in the URLconf.\n"
    assert audit("--json") == "[]\n"


def test_without_rich(monkeypatch: Any):
    monkeypatch.setitem(__import__("sys").modules, "rich.console", None)
    with pytest.raises(CommandError, match=r"pip install 'drf-sqllist\[audit\]', or ask for --json"):
        audit("--url", "/books/")
    assert json.loads(audit("--json", "--url", "/books/"))


@pytest.mark.usefixtures("rows")
def test_the_connection_is_left_as_it_was():
    audit("--run", "--repeats", "1")
    assert not connection.needs_rollback
    Author.objects.create(name="still writable")
