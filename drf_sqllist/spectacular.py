"""What drf-spectacular is told: the parameters of hand-written SQL, the output of computed fields."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension, OpenApiViewExtension
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


class SQLFieldExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """The schema of a computed field's output; title, description, null and ``readOnly`` are the field's own."""

    target_class = "drf_sqllist.fields.computed.SQLField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Any:
        return auto_schema._map_serializer_field(self.target.output, direction)
