"""One serializer over one queryset, in every shape of a list: DRF's bytes, and no more statements than DRF."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import override_settings
from rest_framework import serializers
from rest_framework.pagination import CursorPagination, LimitOffsetPagination

from drf_sqllist.splicing import undeclared
from tests.outcomes import Outcome, assert_same
from tests.views import PagesOfTwo, call, twins


class ByKey(CursorPagination):
    page_size = 2
    ordering = "pk"


class Limited(LimitOffsetPagination):
    default_limit = 3


SHAPES: dict[str, dict[str, Any]] = {
    "whole": {"pagination_class": None},
    "pages": {"pagination_class": PagesOfTwo},
    "limited": {"pagination_class": Limited},
    "cursor": {"pagination_class": ByKey},
}


def made(function: Callable[[Any, Any], Any], *names: str, model: type, **members: Any) -> type:
    """A model serializer with ``function`` as a method field between its first and its other members."""

    class Made(serializers.ModelSerializer):
        made = serializers.SerializerMethodField()
        locals().update(members)

        class Meta:
            fields = [names[0] if names else "id", "made", *names[1:], *members]

        def get_made(self, instance: Any) -> Any:
            return function(self, instance)

    Made.Meta.model = model
    return Made


def attack(
    queryset: Any, serializer: Any, *, shapes: Any = SHAPES, statements: bool = True, url: str = "/rows/", **more: Any
) -> dict[str, Any]:
    """Arguments:
    queryset: or a function that makes it anew.
    statements: compare how many were sent, where DRF makes an answer.

    Returns:
        the modes by shape.
    """
    modes: dict[str, Any] = {}
    for name in shapes:
        for joins in (10, 1):
            made = queryset() if callable(queryset) and not hasattr(queryset, "query") else queryset
            attributes = {"queryset": made, "serializer_class": serializer, **SHAPES[name], **more}
            plain, ours = twins(**attributes)
            undeclared._warned.clear()
            with override_settings(DRF_SQLLIST={"JOIN_FROM": joins}):
                expected, actual = undone(plain, url), undone(ours, url)
            same(expected, actual, f"{name}, JOIN_FROM={joins}", statements)
            modes[name] = getattr(getattr(actual.response, "sqllist", None), "mode", None)
    return modes


def undone(view: type, url: str) -> Outcome:
    """The answer; what was written meanwhile is taken back."""
    with transaction.atomic():
        answer = call(view, url)
        transaction.set_rollback(True)
    return answer


def same(expected: Outcome, actual: Outcome, where: str, statements: bool = True) -> None:
    info = getattr(actual.response, "sqllist", None)
    try:
        assert_same(expected, actual)
    except AssertionError as error:
        raise AssertionError(f"{where}, {info}: {error}") from error
    if info is not None and any(problem.code in ("side-effect", "value") for problem in info.problems):
        return  # found out on the way
    if statements and not expected.error:
        sent = "\n".join(actual.statements.sql), "\n".join(expected.statements.sql)
        assert len(actual.statements) <= len(expected.statements), f"{where}, {info}\n{sent[0]}\n  DRF:\n{sent[1]}"
