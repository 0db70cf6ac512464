from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import clear_url_caches, path
from rest_framework import viewsets

from tests.rawsql_views.checked import Report
from tests.rawsql_views.shop import fill


@pytest.fixture
def shop(db: None) -> None:
    fill()


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Puts ``Report`` with other options, or another view, under a URL."""

    def serve(cls: Any = Report, **options: Any) -> None:
        view = type("Report", (cls,), options) if options else cls
        route = path("r/", view.as_view({"get": "list"}) if issubclass(view, viewsets.ViewSetMixin) else view.as_view())
        monkeypatch.setattr("tests.urls.urlpatterns", [route])
        clear_url_caches()

    yield serve
    clear_url_caches()
