"""``sqllist profile``: what it says of a URL, in a terminal and as data; what it advises; what it cannot profile."""

import io
import json
import re
import sys
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from rich.console import Console

from drf_sqllist.answers import Answer
from drf_sqllist.audit.trial import Trial
from drf_sqllist.problems import Problem
from drf_sqllist.profiling import Profile
from drf_sqllist.profiling.advice import Race, advise, said
from drf_sqllist.profiling.clock import Clock
from drf_sqllist.profiling.report import bar_of, show
from drf_sqllist.profiling.runs import NotProfiled, Runs, Subject, in_turns
from drf_sqllist.profiling.seams import seams
from tests.cases.library import library
from tests.testapp.models import Author

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.urls("tests.profiled")]


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("sqllist", "profile", *arguments, "--times", "2", stdout=out)
    return out.getvalue()


def flat(text: str) -> str:
    """Without the terminal's line breaks."""
    return " ".join(text.split())


def measured(url: str, times: int = 2) -> Runs:
    runs, rounds = in_turns([Subject(url)], times)
    assert len(list(rounds)) == times + 1
    return runs[0]


def made(milliseconds: dict[str, float], statements: int = 1, url: str = "/names/plain/") -> Runs:
    """Runs of which each part is known."""
    profile = Profile(Clock())
    profile.close()
    profile._seconds = dict.fromkeys(profile._seconds, 0.0)
    profile._seconds |= {name: value / 1000 for name, value in milliseconds.items()}
    profile._statements = statements
    return Runs(Subject(url), profile, [profile, profile])


class TestRuns:
    def test_the_first_request_takes_no_part(self):
        runs = measured("/names/plain/", 3)
        assert len(runs.others) == 3
        assert runs.first not in runs.others
        assert runs.statements == 1
        assert runs.subject.name == "tests.profiled.PlainNames"
        assert b"Ann" in runs.subject.body
        assert sum(runs.shares().values()) == pytest.approx(1)

    def test_medians(self):
        one, two, three = (made({"view": value, "statement": 2 * value}).first for value in (1, 2, 30))
        runs = Runs(Subject("/plain/"), three, [three, one, two])
        assert runs.seconds["view"] == 0.002
        assert runs.seconds["database"] == runs.in_statements == 0.004
        assert runs.total == 0.006

    def test_in_turns(self, monkeypatch: pytest.MonkeyPatch):
        asked = []
        ask = Subject.ask

        def noted(subject: Subject) -> Profile:
            asked.append(subject.path)
            return ask(subject)

        monkeypatch.setattr(Subject, "ask", noted)
        _, rounds = in_turns([Subject("/names/plain/"), Subject("http://example.org/plain/?a=1")], 2)
        list(rounds)
        assert asked == ["/names/plain/", "/plain/?a=1"] * 3

    def test_hooks_are_gone_afterwards(self):
        before = [vars(seam.owner)[seam.name] for seam in seams()]
        measured("/names/plain/")
        assert [vars(seam.owner)[seam.name] for seam in seams()] == before
        with pytest.raises(NotProfiled):
            measured("/raising/")
        assert [vars(seam.owner)[seam.name] for seam in seams()] == before

    def test_a_stream(self):
        runs = measured("/streamed/")
        assert (runs.statements, runs.subject.body) == (0, b"")

    def test_third_party_views(self):
        assert measured("/cached/").subject.name == "tests.profiled.cached"
        assert measured("/plain/").subject.name == "tests.profiled.plain"
        assert measured("/asynchronous/").subject.name == "tests.profiled.asynchronous"


class TestPeople:
    @pytest.mark.parametrize("width", [80, 160])
    @pytest.mark.parametrize("other", [(), ("--compare", "/names/quick/")])
    def test_it_fits_the_terminal(self, width: int, other: tuple[str, ...], monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("COLUMNS", str(width))
        text = command("/names/plain/?a=1", *other)
        lines = text.splitlines()
        assert max(map(len, lines)) <= width
        for title in ("database lookup", "serialization", "API view", "response rendering", "Django request/response"):
            assert re.search(rf"^. {title}\b", text, re.M), title
        assert "GET /names/plain/?a=1" in text
        assert "tests.profiled.PlainNames; " in text
        bars = [line for line in lines if re.match(r"^([AB] )?[█▚▓▒░▪]+ [\d.,]+ ms$", line)]
        assert len(bars) == 1 + bool(other)

    def test_a_comparison(self):
        text = command("/names/plain/", "--compare", "/names/quick/")
        assert re.search(r"^A  GET /names/plain/$", text, re.M)
        assert re.search(r"^B  GET /names/quick/$", text, re.M)
        assert re.search(r"^(A|B) is \d+\.\d times as fast; the same bytes, but for their own URLs\.$", text, re.M)
        assert "tests.profiled.QuickNames, sql; " in text
        assert "other bytes" in command("/names/plain/", "--compare", "/plain/")

    def test_a_cache_that_nobody_asked_is_not_shown(self):
        assert "▚ cache" not in command("/names/plain/")
        assert "▚ cache" in command("/cached/")

    def test_statements(self):
        lines = command("/names/plain/").splitlines()
        assert [line.split() for line in lines if line.startswith("statements")] == [["statements", "1", "1"]]

    def test_colours(self):
        out = io.StringIO()
        runs = made({"database": 1, "serialization": 1, "view": 1, "rendering": 1, "request": 1})
        show([runs], [[]], Console(file=out, width=100, force_terminal=True, color_system="standard"))
        bar = out.getvalue().splitlines()[-1]
        assert len(set(re.findall(r"\x1b\[(3\d)m[█▓▒░▪]+", bar))) == 5

    def test_a_bar_loses_nothing(self):
        """Rounding is carried from one part to the next."""
        seconds: Any = dict.fromkeys(("database", "cache", "serialization", "view", "rendering", "request"), 0.4)
        assert len(bar_of(seconds, 10.0)) == 24
        assert len(bar_of(seconds, 1.0)) == round(6 * 0.4)

    def test_it_needs_rich(self, monkeypatch: pytest.MonkeyPatch):
        for name in ("rich", "rich.console", "rich.progress"):
            monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.delitem(sys.modules, "drf_sqllist.profiling.report")
        assert json.loads(command("/names/plain/", "--json"))[0]["statements"] == 1
        with pytest.raises(CommandError, match=re.escape("pip install 'drf-sqllist[audit]'")):
            command("/names/plain/")


class TestMachines:
    def test_json(self):
        found = json.loads(command("/names/plain/", "--compare", "/names/quick/", "--json"))
        assert [list(one) for one in found] == [
            [
                *("url", "view", "user", "mode", "requests", "statements", "bytes", "milliseconds", "parts"),
                *("in_statements", "first", "advice"),
            ]
        ] * 2
        plain, quick = found
        assert (plain["url"], plain["view"], plain["mode"]) == ("/names/plain/", "tests.profiled.PlainNames", "")
        assert (quick["mode"], quick["requests"], quick["statements"]) == ("sql", 2, 1)
        assert list(plain["parts"]) == ["database", "cache", "serialization", "view", "rendering", "request"]
        assert plain["first"]["statements"] == 1
        assert plain["bytes"] == quick["bytes"] > 0


def race(times: float, mode: str = "sql", **changes: Any) -> Race:
    problems = (Problem("override", "Names", "it is made by hand.", "Do not."),) if mode == "serializer" else ()
    trial = Trial("/", Answer(200), Answer(200, queries=1), 1.0, 1.0, mode, problems, "", False)
    return Race(Trial(**{**vars(trial), **changes}), times)


class TestAdvice:
    def test_a_list_that_compiles(self):
        runs = made({"serialization": 71, "statement": 29})
        assert list(said(runs, race(9.06))) == [
            "Serialization is 71 %: this list compiles to one statement, expected ×9.1. (Both paths were asked here, "
            "and sent the same bytes.) Make it a SQLListView, or add SQLListMixin."
        ]

    def test_a_list_that_would_be_no_faster(self):
        assert list(said(made({"view": 71, "statement": 29}), race(1.1))) == [
            "API view is 71 %: look at authentication, permissions, filters, and at the view's own code."
        ]

    def test_a_list_that_is_ours(self):
        assert list(said(made({"statement": 71, "view": 29}), race(9.06), is_ours=True)) == [
            "This list is made by one statement already, 9.1 times as fast as by DRF.",
            "Database lookup is 71 % in 1 statement: EXPLAIN them; sqllist explain does it for a list.",
        ]

    def test_a_list_that_does_not_compile(self):
        first, second = said(made({"serialization": 71, "statement": 29}), race(1, "serializer"))
        assert first.startswith("This list does not compile, DRF makes it: Names: it is made by hand.")
        assert second == "Serialization is 71 %: show fewer rows or fields, or let SQL write the list."

    def test_answers_that_differ(self):
        first, *_ = said(made({"view": 1}), race(9, difference="body"))
        assert first == (
            "Both paths of this list were asked, and they do not answer alike: please report it (sqllist explain)."
        )

    @pytest.mark.parametrize(
        ("parts", "statements", "sentence"),
        [
            (
                {"statement": 60, "database": 20, "view": 20},
                120,
                "Database lookup is 80 % in 120 statements: select_related() and prefetch_related() ask for rows "
                "together.",
            ),
            (
                {"statement": 10, "database": 70, "view": 20},
                2,
                "Database lookup is 80 % in 2 statements, most of it spent on making instances of rows: read fewer "
                "rows, or only() some columns.",
            ),
            (
                {"cache": 50, "view": 50},
                0,
                "Cache is 50 %: ask for several keys at once (get_many), or for smaller values.",
            ),
            (
                {"rendering": 50, "view": 30, "request": 20},
                0,
                "Response rendering is 50 %: look at the renderer. The browsable API makes forms, ?format=json does "
                "not.",
            ),
            (
                {"request": 60, "view": 40},
                0,
                "Django request/response is 60 %: look at the 0 entries of MIDDLEWARE, and at the routes.",
            ),
            (
                {"request": 30, "view": 30, "statement": 40},
                1,
                "Database lookup is 40 % in 1 statement: EXPLAIN them; sqllist explain does it for a list.",
            ),
            (
                {"request": 30, "view": 32, "serialization": 38},
                0,
                "No part takes 40 % of the time. The largest: Serialization is 38 %.",
            ),
        ],
    )
    def test_parts(self, parts: dict[str, float], statements: int, sentence: str):
        assert list(said(made(parts, statements), None)) == [sentence]

    def test_a_plain_view(self):
        runs = made({"request": 9, "statement": 1}, url="/plain/")
        assert list(said(runs, None)) == [
            "Django request/response is 90 %: a plain Django view is in it, and the middleware."
        ]
        runs = made({"rendering": 9, "statement": 1}, url="/templated/")
        assert list(said(runs, None)) == ["Response rendering is 90 %: look at the template."]

    def test_lists_are_really_asked(self):
        """What a list would be is found out, by both paths."""
        runs = measured("/names/stuck/")
        first, *_ = advise(runs)
        assert first.startswith("This list does not compile, DRF makes it: Stuck")
        assert "[override]" in first
        assert advise(measured("/names/quick/"))[0].startswith("This list is made by one statement already, ")

    def test_what_is_no_list_is_not_asked_again(self, statements: Any):
        runs = measured("/plain/")
        before = len(statements)
        assert len(advise(runs)) == 1
        assert len(statements) == before

    def test_long_lists_are_not_repeated(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("drf_sqllist.audit.trial.LONG", 0.0)
        monkeypatch.setattr("drf_sqllist.profiling.advice.LONG", 0.0)
        runs = measured("/names/quick/")
        asked: list[Subject] = []
        monkeypatch.setattr(Subject, "ask", asked.append)
        assert advise(runs)[0].startswith("This list is made by one statement already, ")
        assert asked == []


class TestFailures:
    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            (
                "/name/plain/",
                "/name/plain/ leads to no view of tests.profiled. Did you mean /names/plain/? ",
            ),
            (
                "/secret/",
                "tests.profiled.Secret answered 403 to /secret/: ask as a user who may, with --as USERNAME.",
            ),
            (
                "/moved/",
                "tests.profiled.moved sent /moved/ to /names/: profile that one, or ask as a user, with --as USERNAME.",
            ),
            ("/raising/", "tests.profiled.Raising raised RuntimeError: no time. Mend the view, or the URL."),
            (
                "/names/plain/?format=xml",
                'tests.profiled.PlainNames answered 404 to /names/plain/?format=xml, {"detail":"Not found."}: give a '
                "URL that answers with 200.",
            ),
        ],
    )
    def test_sentences(self, url: str, sentence: str):
        with pytest.raises(CommandError) as raised:
            command(url)
        assert str(raised.value).startswith(sentence)

    def test_no_requests(self):
        with pytest.raises(CommandError, match="--times: at least 1 request after the first"):
            call_command("sqllist", "profile", "/plain/", "--times", "0")

    def test_nobody_of_that_name(self):
        with pytest.raises(CommandError, match="--as: there is no user 'Zoe'"):
            command("/plain/", "--as", "Zoe")


class TestUsers:
    def test_as_somebody(self):
        User.objects.create_superuser("Ann")
        text = command("/admins/", "--as", "Ann")
        assert "GET /admins/ as Ann" in text
        assert json.loads(command("/admins/", "--as", "Ann", "--json"))[0]["user"] == "Ann"

    def test_plain_views_see_the_user(self, settings: Any):
        """Django's own middleware finds it, without a session."""
        settings.MIDDLEWARE = [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ]
        settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
        runs, rounds = in_turns([Subject("/user/", User.objects.create_user("Ann"))], 1)
        list(rounds)
        assert runs[0].subject.body == b"Ann"

    def test_requests_are_real(self):
        """What a view writes stays: a profile is of what happens."""
        before = Author.objects.count()
        measured("/written/", 2)
        assert Author.objects.count() == before + 3
        assert connection.execute_wrappers == []
