"""One set of rows for all tests: they only read, and threads see what is committed."""

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    from tests.packages.stays.data import stays

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        stays()


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test reads."""


@pytest.fixture(autouse=True)
def _same_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browsable API prints a CSRF token, which is random."""
    monkeypatch.setattr("django.middleware.csrf._get_new_csrf_string", lambda: "a" * 32)
