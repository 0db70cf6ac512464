"""What a view has to have for its list to be hand-written SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.status import HTTP_200_OK

from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.reports import (
    declared_by,
    has_columns_alone,
    materialized_for,
    ordering_of,
    place_of,
    rows_of,
    source_for,
)
from drf_sqllist.rawsql.serializers import serializer_of
from drf_sqllist.rawsql.validated import valid_params


# No docstrings here: schema generators would show them as the endpoint's description.
# The options have no values here: other classes of a project's view may have attributes of these names.
class HandWritten:
    # A single SELECT or WITH; parameters are ``%(name)s``.
    sql: ClassVar[str]

    # Or the name of a file with it, found like a template.
    sql_file: ClassVar[str]

    # What the SELECT returns, by name: a model field, a Python type, or a model (``customer=Customer`` is the column
    # ``customer_id``). What is not here is taken from the serializer.
    columns: ClassVar[Mapping[str, Any]]

    # The column that is unique, and never NULL.
    key: ClassVar[str | None]

    # Reads the parameters' values from the query string.
    params_serializer: ClassVar[type[Serializer[Any]] | None]

    # The name of a materialised view that has the rows; ``manage.py sqllist materialize`` makes it.
    materialized: ClassVar[str | None]

    # The name of a header that says how many seconds ago its rows were true; it takes a small statement more.
    materialized_age_header: ClassVar[str | None]

    # The values of the SQL's parameters. They are bound, whatever they hold.
    def get_sql_params(self: Any, request: Request) -> Mapping[str, Any]:
        cls = getattr(self, "params_serializer", None)
        if cls is None:
            return {}
        return valid_params(cls(data=request.query_params, context={"request": request, "view": self}))

    def get_queryset(self: Any) -> QuerySet[Any]:
        if declared_by(self):
            # What other classes of the view make of their ``queryset``, they make of this one.
            vars(self)["queryset"] = _rows(self)
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        return found

    def get_serializer_class(self: Any) -> type[BaseSerializer[Any]]:
        if has_columns_alone(self) and declared_by(self):
            return serializer_of(source_for(self).model, getattr(self, "key", None))
        found: type[BaseSerializer[Any]] = super().get_serializer_class()  # type: ignore[misc]
        return found

    def get_object(self: Any) -> Any:
        if declared_by(self) and self.lookup_field == "pk" and getattr(self, "key", None) is None:
            reason = f"{place_of(self)}: no column is declared as the key, so that no single row can be found by it."
            raise SQLError(reason, f"Declare {type(self).__name__}.key, or its lookup_field.")
        return super().get_object()  # type: ignore[misc]

    def check_permissions(self: Any, request: Request) -> None:
        # Some permissions ask for the queryset. Who is refused is not told what is wrong with his parameters.
        self._sqllist_checks_permissions = True
        try:
            super().check_permissions(request)  # type: ignore[misc]
        finally:
            self._sqllist_checks_permissions = False

    def finalize_response(self: Any, request: Any, response: Response, *args: Any, **kwargs: Any) -> Response:
        final: Response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        refreshed = vars(self).get("_sqllist_refreshed")
        if refreshed is not None and final.status_code == HTTP_200_OK:
            age = timezone.now() - refreshed
            final[self.materialized_age_header] = str(max(0, int(age.total_seconds())))
        return final


def _rows(view: Any) -> QuerySet[Any]:
    rows = rows_of(view, _params(view), ordering_of(view))
    if _is_asked(view) and getattr(view, "materialized_age_header", None):
        # Before the rows are: they are then never older than they say.
        materialized = materialized_for(view)
        view._sqllist_refreshed = None if materialized is None else materialized.refreshed(connections[rows.db])
    return rows


def _is_asked(view: Any) -> bool:
    """Whether somebody wants the rows; a schema is made without them."""
    return not getattr(view, "swagger_fake_view", False) and getattr(view, "request", None) is not None


def _params(view: Any) -> Mapping[str, Any]:
    """The parameters' values; None for each where nobody has asked for rows yet, as when a schema is made."""
    if not _is_asked(view):
        return _nothing(view)
    try:
        params: Mapping[str, Any] = view.get_sql_params(view.request)
    except ValidationError:
        if getattr(view, "_sqllist_checks_permissions", False):
            return _nothing(view)
        raise
    return params


def _nothing(view: Any) -> Mapping[str, Any]:
    names: Iterable[str] = source_for(view).statement.names
    return dict.fromkeys(names)
