"""What drf-spectacular is told of lists by hand-written SQL: their parameters."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.utils import extend_schema

from drf_sqllist.rawsql.reports import declared_by


class SQLListExtension(OpenApiViewExtension):  # type: ignore[no-untyped-call]
    """Adds the fields of ``params_serializer`` as query parameters. A project's own extension goes before it."""

    target_class = "drf_sqllist.views.SQLListMixin"
    match_subclasses = True
    priority = -1

    def view_replacement(self) -> Any:
        cls: Any = self.target
        params = getattr(cls, "params_serializer", None)
        if params is None or not declared_by(cls):
            return cls
        # A subclass: the schema of the view itself stays what it is.
        described = type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "__module__": cls.__module__})
        return extend_schema(parameters=[params], methods=["GET"])(described)
