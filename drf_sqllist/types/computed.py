"""Fields that declare an expression: its values, written as the output field writes them."""

from __future__ import annotations

from drf_sqllist.fields.computed import SQLField
from drf_sqllist.plan.nodes import Member, Representation
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import Kind, member_reader_for
from drf_sqllist.plan.relations import Row
from drf_sqllist.plan.twins import Expressed, computed


@member_reader_for(SQLField, output=("computation", "output", "output_on", "seen_on", "siblings"))
def read_computed(reader: Reader, field: SQLField, row: Row) -> Member:
    """``SQLField``: the value of its expression."""
    field.seen_on(row.model)
    entry = reader.entry_of(field.output)

    def represent(kind: Kind) -> Representation:
        # What is made of more than a value is made by the field itself.
        representation: Representation = kind.spliced() if entry.whole else entry.read(field.output, kind)
        return representation

    declaration = field.declaration
    computation = declaration.computation(row.model, field.context.get("request"))
    expressed = Expressed("the expression", declaration, computation, declaration.varies, represent, by_field=True)
    return computed(reader, field.field_name or "", row, expressed)
