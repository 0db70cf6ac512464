"""``sqllist explain``: what it says of a list, in a terminal and as data; what it says where there is no list."""

import io
import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from rich.console import Console

from drf_sqllist import fetching, views
from drf_sqllist.explain.explanation import Explanation, explain
from drf_sqllist.explain.keys import child_keys
from drf_sqllist.explain.observing import observing
from drf_sqllist.explain.outline import Branch, outline
from drf_sqllist.explain.records import as_record
from drf_sqllist.explain.report import show
from drf_sqllist.explain.stopwatch import Stopwatch
from drf_sqllist.explain.tables import Tables
from tests.cases import APPLICABLE, Case, require
from tests.cases.library import library
from tests.testapp.models import Author
from tests.views import Ours, PagesOfTwo, call

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.urls("tests.explained")]

ON_POSTGRESQL = connection.vendor == "postgresql"


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("sqllist", "explain", *arguments, stdout=out)
    return out.getvalue()


def shown(found: Explanation, width: int = 100) -> str:
    out = io.StringIO()
    show(found, Console(file=out, width=width))
    return out.getvalue()


def branches(branch: Branch | None, path: str = "") -> Iterator[tuple[str, Branch]]:
    assert branch is not None
    for part in branch.parts:
        yield f"{path}{part.name}", part
        yield from branches(part, f"{path}{part.name}.")


@pytest.fixture
def rows() -> None:
    library()


@pytest.mark.usefixtures("rows")
class TestLists:
    def test_the_plan(self):
        found = explain("/authors/")
        told = {path: branch.how for path, branch in branches(found.tree)}
        shape = "aggregated once for the page (joined)" if ON_POSTGRESQL else "a sub-select a row (correlated)"
        assert told == {
            "name": "column name",
            "country_name": "column name, joined along country",
            "label": "Python, of the instance",
            "book_count": "a sub-select a row (correlated), twin of AuthorSerializer.get_book_count",
            "books": f"list of testapp.Book by testapp_book.author_id, {shape}, ordered by title, id",
            "books.id": "column id",
            "books.title": "column title",
            "books.tags": f"list of testapp.Tag by testapp_book_tags.book_id, {shape}, ordered by -weight, name, id",
            "books.tags.name": "column name",
            "mentor": "object of testapp.Author, joined along mentor",
            "mentor.name": "column name",
        }
        assert found.has_plan
        assert found.tree is not None
        assert found.tree.how == "testapp.Author, with an instance for Python (all columns)"
        kinds = {path: branch.kind for path, branch in branches(found.tree)}
        assert (kinds["name"], kinds["label"], kinds["book_count"]) == ("column", "python", "computed")
        assert dict(branches(found.tree))["label"].codes == ("method",)

    def test_the_statement_is_the_one_that_ran(self, statements: Any):
        found = explain("/authors/?page_size=2")
        assert found.statement is not None
        assert found.statement.run.is_list
        assert found.statement.times == 1
        assert found.others == []
        ran = [sql for sql in statements.sql if '"_page"' in sql and not sql.startswith("EXPLAIN")]
        assert found.statement.run.sql in ran
        assert any(sql.startswith("EXPLAIN") and sql.endswith(found.statement.run.sql) for sql in statements.sql)

    def test_values_are_never_in_the_text(self):
        with pytest.MonkeyPatch.context() as patch:
            from tests.explained import Authors

            patch.setattr(Authors, "queryset", Author.objects.filter(name__lt="100% '; DROP").order_by("pk"))
            found = explain("/authors/")
        assert found.statement is not None
        assert found.statement.run.params == ("100% '; DROP",) * 2
        assert "DROP" not in found.statement.run.sql
        assert """%s 1  "100% '; DROP\"""" in shown(found)

    def test_links(self):
        found = explain("/authors/linked/?format=json")
        assert {path: branch.how for path, branch in branches(found.tree)} == {
            "url": "link to one-author, of id",
            "mentor": "link to one-author, of mentor_id",
        }
        assert found.trial.mode == "sql"
        assert found.texts == {
            "\x03": "http://testserver/authors/",
            "\x04": '/?format=json","mentor":',
            "\x05": '/?format=json"',
        }
        assert "authors/" not in found.statement.run.sql
        told = shown(found)
        assert "␃     http://testserver/authors/" in told
        assert "\x03" not in told
        assert as_record(found)["links"] == found.texts

    def test_the_database_answers(self):
        found = explain("/authors/")
        assert found.answer is not None
        if ON_POSTGRESQL:
            assert found.answer.command == "EXPLAIN (ANALYZE, BUFFERS)"
            assert found.answer.steps[0].milliseconds is not None
            assert found.answer.execution
            assert re.search(r"^planning \d+\.\d\d ms, execution \d+\.\d\d ms$", shown(found), re.M)
        else:
            assert found.answer.command == "EXPLAIN QUERY PLAN"
            assert any("testapp_author" in step.name for step in found.answer.steps[0].steps)

    def test_the_time(self):
        found = explain("/authors/")
        stages = {"view and filters", "read the plan", "page and compile", "database", "filling by Python"}
        for seconds in (found.first, found.second):
            assert set(seconds) == stages | {"envelope and rendering"}
            assert all(value > 0 for value in seconds.values())
        assert found.trial.our_seconds > 0

    def test_the_rest(self):
        found = explain("/authors/")
        assert (found.trial.mode, found.trial.difference, found.is_ours) == ("spliced", "", True)
        assert found.trial.drf.queries > found.trial.ours.queries == 1
        assert [problem.code for problem in found.trial.problems] == ["method"]

    def test_a_view_of_another_kind(self):
        found = explain("/authors/plain/")
        assert not found.is_ours
        assert found.trial.mode == "spliced"
        assert "not of drf_sqllist: shown is what it would be" in shown(found, 160)

    def test_drfs_own_path(self):
        found = explain("/books/")
        assert (found.trial.mode, found.has_plan) == ("serializer", False)
        assert [(path, branch.how) for path, branch in branches(found.tree)] == [
            ("id", "BigIntegerField"),
            ("title", "CharField"),
            ("author", "AuthorSerializer"),
            ("author.name", "CharField"),
        ]
        assert found.statement is not None
        assert not found.statement.run.is_list
        assert "DRF's own path" in found.second
        text = shown(found)
        assert "DRF's own path makes the list" in text
        assert "Fields, there is no plan" in text
        assert "The longest statement of DRF's" in text
        assert "[override]" in text

    def test_a_plan_that_was_not_used(self):
        found = explain("/authors/sorted/")
        assert (found.trial.mode, found.has_plan) == ("serializer", True)
        assert [problem.code for problem in found.trial.problems] == ["envelope"]
        assert "Plan, which was not used ──" in shown(found)

    def test_rows_that_cannot_be(self):
        """Django knows that there are none, and asks nobody."""
        found = explain("/authors/none/")
        assert (found.statement, found.answer, found.trial.mode) == (None, None, "sql")
        assert "Statement ──" not in shown(found)

    def test_many_statements_are_counted(self):
        found = explain("/books/")
        repeated = [one for one in (found.statement, *found.others) if one and one.times > 1]
        assert [one.times for one in repeated] == [4]

    @pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")
    @pytest.mark.parametrize("width", [80, 160])
    @pytest.mark.parametrize("url", ["/authors/", "/authors/plain/", "/books/", "/customers/", "/orders/?page_size=3"])
    def test_it_fits_the_terminal(self, url: str, width: int):
        lines = shown(explain(url), width).splitlines()
        assert max(map(len, lines)) <= width
        titles = [line.partition(" ──")[0] for line in lines if " ──" in line]
        assert titles[-2:] != titles[-1:]
        assert titles[-1] == "Advice"

    def test_problems_are_told_where_the_project_wants_them_raised(self):
        with override_settings(DRF_SQLLIST={"UNSUPPORTED": "raise"}):
            found = explain("/books/")
        assert (found.trial.mode, found.trial.difference) == ("serializer", "")

    def test_the_command(self):
        text = command("/authors/")
        assert text.startswith("GET /authors/\n")
        assert "Declare what it reads with reads()" in text

    def test_the_host_is_left_aside(self):
        assert explain("http://127.0.0.1:8000/authors/?page_size=1#top").path == "/authors/?page_size=1"
        assert explain("authors/").path == "/authors/"

    def test_json(self):
        found = json.loads(command("/authors/?page_size=2", "--json"))
        assert list(found) == [
            *("url", "view", "uses_sqllist", "user", "mode", "statements", "milliseconds", "bytes", "difference"),
            *(
                "is_unstable",
                "has_plan",
                "plan",
                "statement",
                "links",
                "other_statements",
                "database",
                "problems",
                "advice",
            ),
        ]
        assert found["view"] == "tests.explained.Authors"
        assert found["plan"]["parts"][0] == {
            "name": "name",
            "kind": "column",
            "how": "column name",
            "codes": [],
            "parts": [],
        }
        assert '"_page"' in found["statement"]["sql"]
        assert found["problems"][0]["code"] == "method"
        assert set(found["milliseconds"]) == {"drf", "ours", "first", "second"}

    def test_json_needs_no_rich(self, monkeypatch: pytest.MonkeyPatch):
        for name in ("rich", "rich.console", "sqlparse"):
            monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.delitem(sys.modules, "drf_sqllist.explain.report")
        assert json.loads(command("/authors/", "--json"))["mode"] == "spliced"
        with pytest.raises(CommandError, match=re.escape("pip install 'drf-sqllist[audit]'")):
            command("/authors/")

    def test_colours(self):
        out = io.StringIO()
        show(explain("/authors/"), Console(file=out, width=100, force_terminal=True, color_system="standard"))
        assert re.search(r"\x1b\[[\d;]*mSELECT\x1b\[0m", out.getvalue())

    def test_nothing_stays(self):
        """Not a row, and no wrapper around the pipeline."""
        before = views.plan_for, views.paginate, views.finish, fetching.run, len(Author.objects.all())
        explain("/authors/")
        after = views.plan_for, views.paginate, views.finish, fetching.run, len(Author.objects.all())
        assert before == after
        assert connection.execute_wrappers == []

    def test_wrappers_go_when_the_list_raises(self):
        before = views.plan_for
        with pytest.raises(CommandError, match="no rows today"):
            command("/authors/broken/")
        assert views.plan_for is before

    def test_as_somebody(self):
        User.objects.create_superuser("ann")
        assert "GET /authors/secret/ as ann" in command("/authors/secret/", "--as", "ann")


class TestFailures:
    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            (
                "/autors/",
                "/autors/ leads to no view of tests.explained. Did you mean /authors/ or /authors/own/? "
                "`manage.py sqllist audit` shows every list endpoint.",
            ),
            (
                "/",
                "/ leads to tests.explained.home, which is no view of Django REST framework: only those make lists "
                "that can be explained. `manage.py sqllist audit` shows every list endpoint.",
            ),
            (
                "/status/",
                "tests.explained.Status answered /status/ without DRF's ListModelMixin.list() and without "
                "list_response(). If a cache answered, empty it; if it lists by code of its own, let it return "
                "list_response(self, request), or call super().list().",
            ),
            (
                "/authors/secret/",
                "tests.explained.Secret answered 403 to /authors/secret/: ask as a user who may, with --as USERNAME.",
            ),
            (
                "/authors/broken/",
                "tests.explained.Broken raised RuntimeError: no rows today for /authors/broken/, on DRF's own path as "
                "well. Mend the view, or the URL.",
            ),
            ("/moved/", "tests.explained.Moved sent /moved/ to /authors/: explain that one."),
            (
                "/authors/?page=99",
                'tests.explained.Authors answered 404 to /authors/?page=99, {"detail":"Invalid page."}: give a URL '
                "that answers with a list.",
            ),
        ],
    )
    def test_sentences(self, url: str, sentence: str):
        with pytest.raises(CommandError) as raised:
            command(url)
        assert str(raised.value) == sentence

    def test_a_detail_is_no_list(self):
        author = Author.objects.create(name="Ann")
        with pytest.raises(CommandError, match=r"OneAuthor answered /authors/\d+/ without DRF's ListModelMixin"):
            command(f"/authors/{author.pk}/")

    def test_a_list_of_its_own(self):
        with pytest.raises(CommandError, match=r"OwnList answered /authors/own/ without DRF's ListModelMixin.list\(\)"):
            command("/authors/own/")

    def test_nobody_of_that_name(self):
        with pytest.raises(CommandError, match="--as: there is no user 'nobody'"):
            command("/authors/", "--as", "nobody")

    def test_a_project_without_users(self):
        with (
            override_settings(AUTH_USER_MODEL="missing.User"),
            pytest.raises(CommandError, match="this project has no"),
        ):
            command("/authors/", "--as", "ann")


def test_every_instant_belongs_to_one_stage():
    start = time.perf_counter()
    watch = Stopwatch("outside")
    with watch.stage("first"):
        time.sleep(0.01)
        with watch.stage("inner"):
            time.sleep(0.02)
    watch.go_on("after")
    seconds = watch.stop()
    assert sum(seconds.values()) == pytest.approx(time.perf_counter() - start, abs=0.005)
    assert list(seconds) == ["outside", "first", "inner", "after"]
    assert 0.01 <= seconds["first"] < 0.02 <= seconds["inner"]


@pytest.mark.parametrize("case", APPLICABLE, ids=str)
def test_every_case(case: Case):
    """Every plan has an outline with each of its keys, and the tables that its lists are found in are there."""
    require(case)
    with case.environment():
        case.rows()
        made = {
            "queryset": case.queryset(),
            "serializer_class": case.serializer_class,
            "pagination_class": PagesOfTwo,
        }
        with observing() as seen:
            call(type("RowList", (Ours,), made))
        if seen.plan is None:
            return
        tree = outline(seen.plan, seen.joined)
        assert [branch.name for branch in tree.parts] == [member.key for member in seen.plan.row.members]
        tables = Tables(seen.queryset.db)
        for key in child_keys(seen.plan):
            assert tables.is_seen(key.table)
            assert tables.has_index(key.table, key.column, key.beside) is key.promised
