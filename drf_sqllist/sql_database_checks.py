"""System checks that ask a database about hand-written SQL: ``manage.py check --database default``."""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, Info, Warning
from django.db import connections, router
from django.db.migrations.executor import MigrationExecutor
from rest_framework import serializers
from rest_framework.fields import empty

from drf_sqllist.rawsql.parameters import names_of
from drf_sqllist.rawsql.preparing import Fault, Preparation
from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.reports import placed, source_for, text_for
from drf_sqllist.sql_checks import has_own_params, is_sound, sql_views


def check_sql_statements(databases: Iterable[str]) -> list[CheckMessage]:
    """``sqllist.E008``, ``W010`` and ``I001``: each view's SQL is prepared on the database that it reads from."""
    found: list[CheckMessage] = []
    for alias in databases:
        views = [view for view in sql_views() if is_sound(view) and _database(view) == alias]
        if views and _has_migrations_to_do(connections[alias]):
            found.append(
                Info(
                    f"Hand-written SQL is not prepared on {alias!r}: it has migrations that are not applied.",
                    hint="Migrate, and check again.",
                    id="sqllist.I001",
                )
            )
            continue
        found += [message for view in views for message in _messages(view, alias)]
    return found


def _database(view: Any) -> str | None:
    try:
        return router.db_for_read(source_for(view).model)
    except Exception:  # a serializer of this request alone
        return None


def _has_migrations_to_do(connection: Any) -> bool:
    """Whether the tables may not be yet what the SQL expects; ``migrate`` runs these checks, too."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _messages(view: Any, alias: str) -> Iterator[CheckMessage]:
    attempts = [*_attempts(view)]
    preparation = Preparation(
        text_for(view), source_for(view), attempts, connections[alias], guessed=has_own_params(view)
    )
    for fault in preparation.faults():
        yield _message(fault, view)


def _message(fault: Fault, view: Any) -> CheckMessage:
    error = placed(SQLError(fault.reason, fault.hint, fault.line), view)
    make, id = (Warning, "sqllist.W010") if fault.works else (Error, "sqllist.E008")
    return make(error.reason, hint=error.hint, obj=type(view), id=id)


def _attempts(view: Any) -> Iterator[Mapping[str, Any]]:
    """The parameters' values as a request may bring them: all of them, and none that it may leave out."""
    nothing: dict[str, Any] = dict.fromkeys(source_for(view).statement.names)
    cls = getattr(view, "params_serializer", None)
    if cls is None or has_own_params(view):
        yield nothing
        return
    serializer = cls()
    fields = {field.source_attrs[0]: field for field in serializer._writable_fields if field.source_attrs}
    samples = {name: _sample(fields[name]) for name in names_of(serializer)}
    yield samples
    yield {
        name: None if not fields[name].required and fields[name].default is empty else value
        for name, value in samples.items()
    }


def _sample(field: Any) -> Any:
    """A value that a field may have; None where nobody can tell."""
    if isinstance(field, serializers.ListField):
        return [_sample(field.child)]
    if isinstance(field, serializers.ChoiceField):
        return next(iter(field.choices), None)
    return next((sample for kind, sample in _SAMPLES.items() if isinstance(field, kind)), None)


_SAMPLES: dict[type, Any] = {
    serializers.BooleanField: True,
    serializers.IntegerField: 1,
    serializers.FloatField: 1.0,
    serializers.DecimalField: decimal.Decimal(1),
    serializers.DateTimeField: datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc),
    serializers.DateField: datetime.date(2000, 1, 1),
    serializers.TimeField: datetime.time(1),
    serializers.DurationField: datetime.timedelta(1),
    serializers.UUIDField: uuid.UUID(int=1),
    serializers.CharField: "1",
}
