"""What drf-spectacular writes of a computed field: what it writes of its output. Imported where that is installed."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension


class SQLFieldExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """The schema of the output field; title, description, null and ``readOnly`` are the field's own."""

    target_class = "drf_sqllist.fields.computed.SQLField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Any:
        """The output's schema."""
        return auto_schema._map_serializer_field(self.target.output, direction)
