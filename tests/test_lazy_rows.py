"""What an envelope that does not seem to look at its rows may ask of them."""

import copy
import json
import pickle
from collections.abc import Sequence
from operator import add
from typing import Any

import pytest
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.utils.serializer_helpers import ReturnList

from drf_sqllist.respond import LazyRows
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Tag
from tests.views import compare

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "list": lambda data: isinstance(data, list),
    "class": lambda data: issubclass(data.__class__, ReturnList),
    "sequence": lambda data: isinstance(data, Sequence),
    "no_dict": lambda data: isinstance(data, dict | str | tuple),
    "length": len,
    "added": lambda data: len(add([None], data)) + len(add(data, [None])),
}


class Asking(PageNumberPagination):
    """Its subclass, which the view has, passes the rows on."""

    page_size = 2

    def get_paginated_response(self, data: Any) -> Response:
        said = self.question(data)  # type: ignore[attr-defined]
        return Response({"said": said, "rows": data if isinstance(data, list) else [data]})


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_an_envelope_below(question: Any):
    library()

    class Own(Asking):
        def get_paginated_response(self, data: Any) -> Response:
            return super().get_paginated_response(data)

    Own.question = staticmethod(question)
    rows = Tag.objects.order_by("pk")
    compare("/rows/", queryset=rows, serializer_class=model_serializer(Tag, "id", "name"), pagination_class=Own)


def test_copies():
    """A copy is as lazy."""
    rows = LazyRows(b'{"a":1}')
    for copied in (copy.copy(rows), copy.deepcopy(rows), pickle.loads(pickle.dumps(rows))):
        assert type(copied) is LazyRows
        assert json.loads(json.dumps(list(copied))) == [{"a": 1}]
