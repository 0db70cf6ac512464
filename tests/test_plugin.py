"""``pytest --sqllist-parity``, over the tests of a small project (``tests/plugin_shop``), each run a process."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

pytestmark = pytest.mark.skipif(
    os.environ.get("SQLLIST_TEST_DB") != "sqlite",
    reason="its runs bring their own database: once is enough, in the SQLite run",
)

ROOT = Path(__file__).resolve().parent.parent

GUIDE = (ROOT / "docs" / "guides" / "existing-project.md").read_text(encoding="utf-8")

Runs = Callable[..., pytest.RunResult]

HEAD = """
import logging, random, warnings
import pytest
from django.db import connection, connections, transaction
from django.test import SimpleTestCase, TestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient, APIRequestFactory
from tests.plugin_shop.models import Book, Shelf
from tests.plugin_shop import views

client = APIClient()

def fill():
    for name in "ab":
        shelf = Shelf.objects.create(name=name)
        Book.objects.create(title=name * 3, shelf=shelf)
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Runs tests of the project in a process that finds the plugin by the package's entry point."""
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = re.search(r"\[project\.entry-points\.pytest11\]\n(.*?)\n\n", declared, re.S)
    assert section
    installed = pytester.mkdir("installed")
    (installed / "drf_sqllist").symlink_to(ROOT / "drf_sqllist")
    info = installed / "drf_sqllist_here-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: drf-sqllist-here\nVersion: 0\n")
    (info / "RECORD").write_text("drf_sqllist/__init__.py,,\ndrf_sqllist/pytest_plugin.py,,\n")
    (info / "entry_points.txt").write_text("[pytest11]\n" + section[1].replace('"', "") + "\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(installed), str(ROOT)]))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.plugin_shop.settings")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)

    def run(tests: str, *options: str, head: str = HEAD) -> pytest.RunResult:
        pytester.makepyfile(test_shop=head + tests)
        return pytester.run(
            sys.executable, "-W", "error", "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", *options
        )

    return run


def said(result: pytest.RunResult) -> str:
    """The report."""
    text = str(result.stdout)
    return re.sub(r"^=+ (?!sqllist).*", "", text[text.index(" sqllist parity ") :], flags=re.M | re.S)


def test_equal_lists(run: Runs):
    result = run(
        """
@pytest.mark.django_db
def test_all(django_assert_num_queries):
    fill()
    with django_assert_num_queries(3):
        one = client.get("/shelves/?page=2")
    assert one.json()["results"] == [{"name": "b", "books": [{"title": "bbb"}]}]
    assert client.get("/shelves/?page=3").status_code == 404
    assert client.get("/counting/").json()["pages"] == 2
    assert client.get("/described/").json() == [{"title": "aaa"}, {"title": "bbb"}]
    assert client.get("/described/", HTTP_ACCEPT="text/html").status_code == 200
    assert len(client.get("/noqueryset/").json()) == 2
    for form in ("json", "multipart"):
        assert client.post("/searched/", {"title": "aaa"}, format=form).json() == [{"title": "aaa"}]
    ours = client.get("/ours/")
    assert (ours.sqllist.mode, ours.sqllist.queries) == ("sql", 1)
""",
        "--sqllist-parity",
    )
    assert result.ret == 0
    report = said(result)
    assert "9 lists of 6 views compared with DRF's, by bytes: none differ." in report
    assert re.search(r"sql +7 lists +5 views", report)
    assert re.search(r"serializer +1 list +1 view", report)
    assert re.search(r"- +1 list +0 views", report)
    assert "Return a QuerySet. [not-a-queryset]" in report
    assert "NoQuerySet: the view lists a list.\n      1 list of tests.plugin_shop.views.NoQuerySet" in report
    assert "Statements for them: 15 now, 9 then." in report


def test_tests_notice_nothing(run: Runs):
    result = run(
        """
@pytest.fixture(autouse=True)
def _only_warn():
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "made")
        yield

@pytest.mark.django_db
def test_statements():
    fill()
    seen = []
    def look(execute, *given):
        seen.append(given[0])
        return execute(*given)
    with CaptureQueriesContext(connection) as queries, connection.execute_wrapper(look):
        client.get("/described/")
        client.get("/loud/")
    assert [query["sql"] for query in queries] == seen
    assert len(seen) == 2
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        pass
    assert queries[0]["sql"].endswith("_x1\\"")

@pytest.mark.django_db
def test_traces(caplog, capsys, django_capture_on_commit_callbacks):
    fill()
    random.seed(1)
    with django_capture_on_commit_callbacks() as callbacks:
        client.get("/loud/")
    assert len(callbacks) == len(caplog.records) == 2
    assert capsys.readouterr().out == "made\\n" * 2
    after = random.random()
    random.seed(1)
    random.random()
    assert random.random() == after

@pytest.mark.django_db
def test_warnings():
    fill()
    with pytest.warns(UserWarning) as found:
        client.get("/loud/")
    assert len(found) == 2

@pytest.mark.django_db
def test_the_view_and_its_request():
    from django.contrib.messages.storage.cookie import CookieStorage
    fill()
    request = APIRequestFactory().get("/")
    request._messages = CookieStorage(request)
    response = views.Loud.as_view({"get": "list"})(request)
    assert len(request._messages) == 1
    view = response.renderer_context["view"]
    assert not hasattr(view, "sqllist_unsupported")
    view = views.Shelves()
    view.request, view.format_kwarg = view.initialize_request(APIRequestFactory().get("/")), None
    view.list(view.request)
    assert view.paginator.page.number == 1
    assert view.paginator.request is view.request

@pytest.mark.django_db(transaction=True)
def test_writes():
    fill()
    for _ in range(2):
        client.get("/visited/")
    assert Shelf.objects.filter(name="visit").count() == 2
    Shelf.objects.create(name="after")

class OneDatabase(TestCase):
    def test_one_database(self):
        fill()
        with self.assertNumQueries(1):
            client.get("/described/")

class NoDatabase(SimpleTestCase):
    def test_none(self):
        class Fixed(views.NoQuerySet):
            def get_queryset(self):
                return [Book(title="fixed")]
        assert Fixed.as_view({"get": "list"})(APIRequestFactory().get("/")).data == [{"title": "fixed"}]

def test_no_database():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        client.get("/described/")

@pytest.mark.django_db
def test_a_failed_statement():
    from django.db.utils import DatabaseError
    class Failing(views.Described):
        def get_queryset(self):
            with transaction.atomic():
                Book.objects.create(title=None)
    with pytest.raises(DatabaseError):
        client.get("/described/")
        Failing.as_view({"get": "list"})(APIRequestFactory().get("/"))
    assert Book.objects.count() == 0
""",
        "--sqllist-parity",
    )
    assert result.ret == 0, str(result.stdout)
    result.assert_outcomes(passed=9)
    report = said(result)
    assert "by bytes: none differ" in report
    assert "is another one: 3 lists, of tests.plugin_shop.views.Visited (2), test_shop." in report


PATHS = """
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["shelves", "counting", "described", "loud", "noqueryset", "unstable", "wrong"])
@pytest.mark.filterwarnings("ignore:made")
def test_list(name):
    fill()
    assert client.get(f"/{name}/").status_code == 200
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_a_difference_fails_the_run_and_no_test(run: Runs, workers: tuple[str, ...]):
    result = run(PATHS, "--sqllist-parity", *workers)
    result.assert_outcomes(passed=7)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    report = said(result)
    assert "6 lists of 6 views compared with DRF's, by bytes: 1 differs." in report
    assert (
        "tests.plugin_shop.views.Wrong: GET /wrong/\n"
        "  in test_shop.py::test_list[wrong]\n"
        "  body, from byte 23 on, at $[0].size:\n"
    ) in report
    assert "another one: 1 list, of tests.plugin_shop.views.Unstable (1)" in report
    assert report.strip().removeprefix("sqllist parity").strip(" =\n").replace("tests.plugin_shop", "shop") in GUIDE


def test_what_our_path_raises_is_a_difference(run: Runs):
    result = run(
        """
class Plain(TestCase):
    def test_broken(self):
        views.Broken.as_view({"get": "list"})(APIRequestFactory().get("/"))
    def test_forbidden(self):
        views.Elsewhere.as_view({"get": "list"})(APIRequestFactory().get("/"))

class Both(TestCase):
    databases = {"default", "other"}
    def test_another_database(self):
        views.Elsewhere.as_view({"get": "list"})(APIRequestFactory().get("/"))
""",
        "--sqllist-parity",
    )
    result.assert_outcomes(passed=3)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    report = said(result)
    assert "3 lists of 2 views compared with DRF's, by bytes: 3 differ." in report
    assert "error: DRF '', ours 'RuntimeError: not here'" in report
    assert "DatabaseOperationForbidden: Database queries to 'other' are not allowed" in report
    assert "The database 'other' was asked, which the answer that the test got has not asked." in report


def test_a_policy_is_no_difference(run: Runs):
    result = run(
        """
@pytest.mark.django_db
def test_policy(settings):
    from drf_sqllist import SQLListMixin, UnsupportedSerializer
    settings.DRF_SQLLIST = {"UNSUPPORTED": "raise"}
    assert client.get("/noqueryset/").json() == []
    class Switched(SQLListMixin, views.NoQuerySet):
        pass
    with pytest.raises(UnsupportedSerializer):
        Switched.as_view({"get": "list"})(APIRequestFactory().get("/"))
    class Off(SQLListMixin, views.Described):
        sqllist_enabled = False
    off = Off.as_view({"get": "list"})(APIRequestFactory().get("/"))
    assert off.sqllist.mode == "serializer"
""",
        "--sqllist-parity",
    )
    assert result.ret == 0, str(result.stdout)
    report = said(result)
    assert "3 lists of 3 views compared with DRF's, by bytes: none differ." in report
    assert re.search(r"sql +1 list", report)
    assert re.search(r"serializer +2 lists +2 views", report)


def test_a_failed_test_stays_one(run: Runs):
    result = run("def test_it(): assert False", "--sqllist-parity")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "No test asked for a list" in said(result)


def test_unittest_without_pytest_django(run: Runs, pytester: pytest.Pytester):
    pytester.makeconftest(
        """
import django, pytest
django.setup()
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from tests.plugin_shop import views  # as a conftest may, before any hook of pytest's runs

@pytest.fixture(scope="session", autouse=True)
def _databases():
    setup_test_environment()
    old = setup_databases(0, False)
    yield
    teardown_databases(old, 0)
"""
    )
    result = run(
        """
class Shop(TestCase):
    def test_shelves(self):
        fill()
        with self.assertNumQueries(4):
            client.get("/shelves/")
            client.get("/described/")
""",
        "--sqllist-parity",
        *("-p", "no:django"),
    )
    assert result.ret == 0, str(result.stdout)
    assert "2 lists of 2 views compared" in said(result)


def test_without_the_option_nothing_is_imported(run: Runs):
    result = run(
        """
import sys

def test_nothing():
    assert "drf_sqllist.pytest_plugin" in sys.modules
    assert not {name for name in sys.modules if name.startswith(("django", "rest_framework", "drf_sqllist.parity"))}
""",
        *("-p", "no:django"),
        head="",
    )
    assert result.ret == 0
    assert "sqllist parity" not in str(result.stdout)


def test_without_the_option_nothing_is_compared(run: Runs):
    result = run(PATHS)
    assert result.ret == 0
    assert "sqllist parity" not in str(result.stdout)


def test_a_project_that_has_imported_us_before_it_starts_pytest(run: Runs, pytester: pytest.Pytester):
    pytester.makepyfile("def test_it(): pass")
    script = "import sys, drf_sqllist, pytest; sys.exit(pytest.main(['-W', 'error', '-p', 'no:cacheprovider']))"
    assert pytester.run(sys.executable, "-W", "error", "-c", script).ret == 0
