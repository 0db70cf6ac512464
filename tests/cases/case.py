"""One promise of the library: these rows, through this serializer, give DRF's bytes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from unittest import mock

from django.db import connection
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone, translation
from rest_framework import VERSION
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import BaseSerializer

# DRF reads these once, when the renderer's class is made; later changes have to go to the class.
RENDERER = {
    "COMPACT_JSON": lambda value: ("compact", value),
    "UNICODE_JSON": lambda value: ("ensure_ascii", not value),
    "STRICT_JSON": lambda value: ("strict", value),
}

RERUN = "rerun"
"""A guard met a value that SQL may not answer for: DRF's path ran after the statement, its mode is "serializer"."""

BY_FUNCTION = {"postgresql": "sql", "sqlite": "spliced"}
"""SQLite calls a Python function for each value."""


DRF_VERSION = tuple(int(part) for part in VERSION.split(".")[:2])


@dataclass(frozen=True)
class Case:
    name: str
    """A unique slug: the test's id and the snapshot's file name."""
    title: str
    """One line of what it shows, for the field table of the docs."""
    field: str
    """The DRF field or relation that it is about."""
    rows: Callable[[], object]
    """Makes the data."""
    serializer: type[BaseSerializer] | Callable[[], type[BaseSerializer]]
    queryset: Callable[[], QuerySet]
    """With a total order: rows that tie have no order in DRF either."""
    mode: str | Mapping[str, str] = "sql"
    """``response.sqllist.mode``, the same everywhere or by vendor; RERUN where a value sends the list to DRF's path."""
    loads: bool = False
    """Python that makes a member runs statements of its own, never more than it does in DRF."""
    vendors: tuple[str, ...] = ("postgresql", "sqlite")
    drivers: tuple[str, ...] = ("psycopg", "psycopg2", "sqlite3")
    needs: str = ""
    """A PostgreSQL extension."""
    since: tuple[int, int] = (3, 16)
    """The DRF version that brought the field or the option."""
    settings: Mapping[str, object] = field(default_factory=dict)
    rest_framework: Mapping[str, object] = field(default_factory=dict)
    timezone: str = "UTC"
    language: str = "en"
    raises: type[Exception] | None = None
    """What DRF raises for one of the rows; ours must raise the same."""
    status: int = 200
    """What DRF answers, where its exception handler makes a response of the error."""

    def __str__(self) -> str:
        return self.name

    @property
    def serializer_class(self) -> type[BaseSerializer]:
        return self.serializer if isinstance(self.serializer, type) else self.serializer()

    @property
    def expected_mode(self) -> str:
        return self.mode if isinstance(self.mode, str) else self.mode[connection.vendor]

    @property
    def applies(self) -> bool:
        if self.since > DRF_VERSION:
            return False
        driver = connection.Database.__name__.partition(".")[0]
        return connection.vendor in self.vendors and driver in self.drivers

    @contextmanager
    def environment(self) -> Iterator[None]:
        """The settings, time zone and language that the case asks for."""
        with ExitStack() as stack:
            if self.settings:
                stack.enter_context(override_settings(**self.settings))
            if self.rest_framework:
                from django.conf import settings

                merged = {**settings.REST_FRAMEWORK, **self.rest_framework}
                stack.enter_context(override_settings(REST_FRAMEWORK=merged))
                for name, value in self.rest_framework.items():
                    if name in RENDERER:
                        stack.enter_context(mock.patch.object(JSONRenderer, *RENDERER[name](value)))
            stack.enter_context(timezone.override(self.timezone))
            stack.enter_context(translation.override(self.language))
            yield


def model_serializer(model: type, *fields: str, **declared: object) -> type[BaseSerializer]:
    """A ModelSerializer class with these fields; the declared ones come last unless they are named too."""
    from rest_framework.serializers import ModelSerializer

    names = [*fields, *(name for name in declared if name not in fields)]
    meta = type("Meta", (), {"model": model, "fields": names})
    return type(f"{model.__name__}Serializer", (ModelSerializer,), {**declared, "Meta": meta})
