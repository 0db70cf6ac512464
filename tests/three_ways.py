"""The same nested list three ways: by one statement, by the field on DRF's own path, by a method written by hand."""

from typing import Any

from django.test import override_settings
from rest_framework import serializers

from drf_sqllist import SQLNested
from tests.cases.case import model_serializer
from tests.hostile.attack import SHAPES, same, undone
from tests.testapp.models import Chapter
from tests.views import twins

CHAPTER = model_serializer(Chapter, "id", "title", "number")

WAYS: list[dict[str, Any]] = [{"JOIN_FROM": 10**9}, {"JOIN_FROM": 1}]


def listing(model: Any, *order: str) -> Any:
    """What makes a queryset of all rows, by primary key if nothing else is said."""
    return lambda: model.objects.order_by(*(order or ("pk",)))


def by_hand(child: type, source: str, filter: Any, order_by: Any, limit: int | None) -> type:
    """What a project writes without ``SQLNested``: a query for each parent."""

    class ByHand(serializers.SerializerMethodField):
        def to_representation(self, value: Any) -> Any:
            *way, relation = source.split(".")
            for name in way:
                value = getattr(value, name)
            rows = getattr(value, relation).all()
            rows = rows if filter is None else rows.filter(filter)
            order = tuple(order_by) or rows.query.order_by or rows.query.get_meta().ordering
            rows = rows.order_by(*order, *(field.attname for field in rows.model._meta.pk_fields))[:limit]
            return child(rows, many=True, context=self.context).data

        def bind(self, field_name: str, parent: Any) -> None:
            super().bind(field_name, parent)
            self.method_name = "get_fields"

    return ByHand


def three_ways(
    queryset: Any,
    child: type,
    source: str,
    *,
    filter: Any = None,
    order_by: Any = (),
    limit: int | None = None,
    statements: int | None = 2,
    mode: str = "sql",
    shapes: Any = SHAPES,
    hand: bool = True,
) -> str:
    """Equal bytes, in every shape of a list.

    Arguments:
        queryset: a function that makes it.
        statements: on DRF's own path, of the list without pages; None where they are not counted.

    Returns:
        the body of the list without pages.
    """
    model = queryset().model
    field = SQLNested(child, source=source, filter=filter, order_by=order_by, limit=limit)
    ours = model_serializer(model, "pk", found=field)
    manual = model_serializer(model, "pk", found=by_hand(child, source, filter, order_by, limit)())
    for name in shapes:
        for settings in WAYS:
            for shape in ("auto", "correlated", "joined"):
                options = {**SHAPES[name], "sqllist_shapes": {"found": shape}}
                with override_settings(DRF_SQLLIST=settings):
                    plain, sql = (
                        undone(view, "/rows/") for view in twins(queryset=queryset(), serializer_class=ours, **options)
                    )
                    hands, _ = twins(queryset=queryset(), serializer_class=manual, **options)
                    written = undone(hands, "/rows/")
                where = f"{name}, {settings}, {shape}"
                assert sql.error == plain.error == "", where
                same(plain, sql, where)
                if hand:
                    assert (written.error, written.body) == ("", plain.body), where
                info = sql.response.sqllist
                assert info.mode == mode, (where, info.problems)
                assert mode != "sql" or len(sql.statements) == info.queries <= 1, (where, sql.statements.sql)
                if name == "whole":
                    body = plain.body.decode()
                    assert statements in (None, len(plain.statements)), (where, plain.statements.sql)
    return body
