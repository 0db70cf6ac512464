"""Lists of files, asked for again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from tests.cases.case import model_serializer
from tests.hostile.models import Paper
from tests.outcomes import Outcome, assert_same
from tests.views import call, twins

PAPERS = model_serializer(Paper, "id", "file", "copy")


def papers(*names: str | None) -> None:
    made = Paper.objects.bulk_create(Paper(file=name) for name in names)
    # Django stores no file as the empty text; NULL is there where another has written it.
    Paper.objects.filter(pk__in=[paper.pk for paper, name in zip(made, names, strict=True) if name is None]).update(
        file=None
    )


def pair_of(serializer_class: type = PAPERS, **attributes: Any) -> tuple[type, type]:
    return twins(queryset=Paper.objects.order_by("pk"), serializer_class=serializer_class, **attributes)


def both(pair: tuple[type, type], url: str = "/rows/", **extra: Any) -> Outcome:
    """The same two classes again and again: what the first request left is there for the second."""
    expected, actual = (call(view, url, **extra) for view in pair)
    assert_same(expected, actual)
    return actual


def mode(pair: tuple[type, type], **extra: Any) -> str:
    return both(pair, **extra).response.sqllist.mode


def without_request(self: Any) -> dict[str, Any]:
    return {"view": self}


@contextmanager
def stored_by(storage: Any) -> Iterator[None]:
    with mock.patch.object(Paper._meta.get_field("file"), "storage", storage):
        yield
