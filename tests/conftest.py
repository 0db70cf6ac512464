"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from drf_sqllist.splicing import undeclared
from tests.statements import Recorder, record

# They need packages that the other tests do without: `make packages` runs them.
collect_ignore = ["packages"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="rewrite the golden SQL under tests/snapshots")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "pytest.FixtureRequest") -> None:
    """Adds the hstore extension and its table where the server has it."""
    from tests.cases import has_extension

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        if connection.vendor != "postgresql" or not has_extension("hstore"):
            return
        from django.contrib.postgres.signals import get_hstore_oids, register_type_handlers

        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS hstore")
        get_hstore_oids.cache_clear()
        register_type_handlers(connection)
        with connection.schema_editor() as editor:
            editor.create_model(apps.get_model("testapp", "HStoreRow"))


@pytest.fixture
def statements() -> Iterator[Recorder]:
    """Every statement that the test sends to the default database."""
    with record() as recorder:
        yield recorder


@pytest.fixture(autouse=True)
def _same_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browsable API prints a CSRF token, which is random."""
    monkeypatch.setattr("django.middleware.csrf._get_new_csrf_string", lambda: "a" * 32)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _nobody_was_warned() -> None:
    """What was not declared is said once a process: here, once a test."""
    undeclared._warned.clear()
