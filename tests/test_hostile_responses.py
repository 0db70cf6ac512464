"""What views, paginators, renderers and middleware do with a list's answer."""

import copy
import hashlib
import json
import pickle
from typing import Any

import pytest
from django.http import HttpResponse, JsonResponse
from rest_framework import serializers
from rest_framework.pagination import CursorPagination, LimitOffsetPagination, PageNumberPagination
from rest_framework.renderers import AdminRenderer, BaseRenderer, BrowsableAPIRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.utils.serializer_helpers import ReturnList

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.outcomes import assert_same
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db

SHOWN = model_serializer(Author, "id", "name")
WIDE = model_serializer(
    Book, "id", "title", "price", "author", author_name=serializers.CharField(source="author.name", default=None)
)


class ByCursor(CursorPagination):
    page_size = 2
    ordering = "pk"


class ByLimit(LimitOffsetPagination):
    default_limit = 2


def authors(**attributes: Any) -> None:
    library()
    for pagination in (PagesOfTwo, ByLimit, ByCursor):
        for shown, rows in ((SHOWN, Author.objects.order_by("pk")), (WIDE, Book.objects.order_by("pk"))):
            made = {"queryset": rows, "serializer_class": shown, "pagination_class": pagination}
            compare("/rows/", **{**made, **attributes})


def changed(data: Any) -> Any:
    for row in data:
        row["added"] = 1
    return data


ENVELOPES = {
    "length": lambda data: {"n": len(data), "results": data},
    "copied": lambda data: {"results": list(data)},
    "changed": lambda data: {"results": changed(data)},
    "row_changed": lambda data: {"first": data[0].pop("id"), "results": data},
    "appended": lambda data: (data.append({"last": True}), {"results": data})[1],
    "extended": lambda data: (data.extend([1, 2]), {"results": data})[1],
    "reversed_in_place": lambda data: (data.reverse(), {"results": data})[1],
    "sorted_in_place": lambda data: (data.sort(key=lambda row: -row["id"]), {"results": data})[1],
    "sorted": lambda data: {"results": sorted(data, key=lambda row: -row["id"])},
    "added": lambda data: {"results": [*data, {"last": True}]},
    "added_before": lambda data: {"results": [{"first": True}, *data]},
    "multiplied": lambda data: {"results": data * 2},
    "grown": lambda data: {"results": (data.__iadd__([1]))},
    "copy": lambda data: {"results": data.copy()},
    "slice": lambda data: {"results": data[::-1], "first": data[:1]},
    "is_list": lambda data: {"results": data, "list": isinstance(data, list)},
    "truth": lambda data: {"results": data or "nothing"},
    "twice": lambda data: {"results": data, "items": data},
    "deep": lambda data: {"data": {"results": [{"rows": data}]}},
    "tuple": lambda data: {"data": (data, 1)},
    "alone": lambda data: data,
    "text": lambda data: {"results": data, "text": str(data)},
    "dumped": lambda data: {"results": data, "hash": hashlib.md5(json.dumps(data).encode()).hexdigest()},
    "rendered": lambda data: {"results": data, "size": len(JSONRenderer().render(data))},
    "serializer": lambda data: {"results": data, "fields": list(data.serializer.child.fields)},
    "unpacked": lambda data: {"results": [*data]},
    "rows": lambda data: {"results": [{**row, "x": 1} for row in data]},
    "keyed": lambda data: {"results": {row["id"]: row for row in data}},
    "columns": lambda data: {"columns": list(data[0]), "results": [list(row.values()) for row in data]},
    "types": lambda data: {"results": [type(row).__name__ for row in data], "type": isinstance(data, ReturnList)},
    "indexed": lambda data: {"results": data, "at": data.index(data[1]), "in": data[0] in data},
    "same": lambda data: {"same": data == list(data), "other": list(data) == data, "results": data},
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_an_envelope_of_the_view(name: str):
    """What is handed to ``get_paginated_response`` is a list in DRF."""
    authors(get_paginated_response=lambda self, data: Response(ENVELOPES[name](data)))


@pytest.mark.parametrize("name", ENVELOPES)
def test_an_envelope_of_the_paginator(name: str):
    library()
    pages = type("Own", (PagesOfTwo,), {"get_paginated_response": lambda self, data: Response(ENVELOPES[name](data))})
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": WIDE, "pagination_class": pages}
    compare("/rows/", **made)


RESPONSES = {
    "json_response": lambda data: JsonResponse({"results": data}),
    "http_response": lambda data: HttpResponse(json.dumps({"results": data})),
    "by_hand": lambda data: HttpResponse(JSONRenderer().render({"results": data})),
    "own_class": lambda data: type("Own", (Response,), {})({"results": data}),
    "status": lambda data: Response({"results": data}, status=206, headers={"X-N": str(len(data))}),
    "content_type": lambda data: Response({"results": data}, content_type="application/vnd.api+json"),
}


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_of_the_view(name: str):
    authors(get_paginated_response=lambda self, data: RESPONSES[name](data))


class Header(BaseRenderer):
    """A table whose head comes from the serializer: DRF's lists know theirs."""

    media_type = "text/csv"
    format = "csv"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        rows = data["results"] if isinstance(data, dict) else data
        return ",".join(rows.serializer.child.fields).encode()


class Typed(BaseRenderer):
    media_type = "text/plain"
    format = "txt"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        rows = data["results"] if isinstance(data, dict) else data
        kinds = [{name: type(value).__name__ for name, value in row.items()} for row in rows]
        return repr((isinstance(data, dict), isinstance(rows, ReturnList), kinds)).encode()


class Indented(JSONRenderer):
    def get_indent(self, accepted_media_type: str, renderer_context: Any) -> int | None:
        return 2


class Spaced(JSONRenderer):
    compact = False
    ensure_ascii = True


class Charset(JSONRenderer):
    charset = "utf-8"
    media_type = "application/vnd.x+json"


class Latin(JSONRenderer):
    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return super().render(data, accepted_media_type, renderer_context).decode().encode("utf-16")


@pytest.mark.parametrize("pagination", [None, PagesOfTwo, ByLimit, ByCursor])
@pytest.mark.parametrize("renderer", [Header, Typed, Indented, Spaced, Charset, Latin])
def test_renderers(renderer: type, pagination: type | None):
    authors(renderer_classes=[renderer], pagination_class=pagination)


@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
@pytest.mark.parametrize("renderer", [Spaced, Indented, Typed, Latin, Charset])
def test_a_renderer_chosen_at_the_end(renderer: type, pagination: type | None):
    """``finalize_response`` may choose another renderer than negotiation did."""

    def finalize_response(self: Any, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super(type(self), self).finalize_response(request, response, *args, **kwargs)
        response.accepted_renderer = renderer()
        return response

    library()
    made = {"serializer_class": WIDE, "pagination_class": pagination, "finalize_response": finalize_response}
    compare("/rows/", queryset=Book.objects.order_by("pk"), **made)


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/csv", "application/json; indent=2"])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo, ByCursor])
def test_renderers_of_people(accept: str, pagination: type | None):
    """The pages that people look at: forms, filters and tables around the rows."""
    classes = [JSONRenderer, BrowsableAPIRenderer, Header]
    request = {"headers": {"accept": accept}}
    library()
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": WIDE, "pagination_class": pagination}
    compare("/rows/", renderer_classes=classes, request=request, **made)
    if accept == "text/html":
        compare("/rows/", renderer_classes=[AdminRenderer], request=request, **made)


DATA = {
    "pickled": lambda data: len(pickle.loads(pickle.dumps(data))),
    "copied": lambda data: len(copy.deepcopy(data)),
    "dumped": lambda data: json.dumps(data),
    "type": lambda data: (isinstance(data, dict), isinstance(data, list)),
    "repr": lambda data: repr(data),
    "serializer": lambda data: list((data["results"] if isinstance(data, dict) else data).serializer.child.fields),
    "instances": lambda data: len((data["results"] if isinstance(data, dict) else data).serializer.instance),
}


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo, ByCursor])
def test_data_that_middleware_reads(name: str, pagination: type | None):
    """Before the answer is rendered, and after."""

    def finalize_response(self: Any, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super(type(self), self).finalize_response(request, response, *args, **kwargs)
        response["ETag"] = ascii(DATA[name](response.data))
        response.add_post_render_callback(lambda done: done.__setitem__("Link", ascii(DATA[name](done.data))))
        return response

    library()
    made = {"serializer_class": WIDE, "pagination_class": pagination, "finalize_response": finalize_response}
    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), **made)
    assert response["Link"]


@pytest.mark.parametrize("indent", [0, 4])
def test_an_indent_of_the_view(indent: int):
    def get_renderer_context(self: Any) -> Any:
        return {**super(type(self), self).get_renderer_context(), "indent": indent}

    library()
    for pagination in (None, PagesOfTwo):
        made = {"serializer_class": WIDE, "pagination_class": pagination, "get_renderer_context": get_renderer_context}
        compare("/rows/", queryset=Book.objects.order_by("pk"), **made)


def test_the_page_in_the_serializers_context():
    """DRF paginates first, then makes the serializer: its context may look at the page."""

    def get_serializer_context(self: Any) -> Any:
        context = super(type(self), self).get_serializer_context()
        return {**context, "page": [row.pk for row in self.paginator.page]}

    library()
    made = {"serializer_class": SHOWN, "pagination_class": PagesOfTwo}
    compare("/rows/", queryset=Author.objects.order_by("pk"), get_serializer_context=get_serializer_context, **made)


def _asked_carefully(paginator: Any) -> Any:
    return paginator.page if hasattr(paginator, "page") else None


def _asked_by_default(paginator: Any) -> Any:
    return getattr(paginator, "page", None)


def _asked_and_caught(paginator: Any) -> Any:
    try:
        return paginator.page
    except Exception:
        return None


def _built_of_pairs(self: Any, data: Any) -> Any:
    pairs = [("count", self.page.paginator.count)]
    pairs.append(("results", data))
    return Response(dict(pairs))


def _updated(self: Any, data: Any) -> Any:
    body = {"count": self.page.paginator.count}
    body.update(results=data)
    return Response(body)


def _changed_behind_another_name(self: Any, data: Any) -> Any:
    body = {"results": data}
    body["results"].insert(0, {"id": None})
    body["last"] = body["results"].pop()
    body["results"][0] = {"id": 0}
    body["more"] = body["results"] + [1]
    del body["results"][1:]
    return Response(body)


HELD = {_built_of_pairs: "unparsed", _updated: "unparsed", _changed_behind_another_name: "parsed"}


@pytest.mark.parametrize("envelope", HELD)
def test_rows_that_an_envelope_holds_by_another_name(envelope: Any):
    library()
    pages = type("Own", (PagesOfTwo,), {"get_paginated_response": envelope})
    made = {"serializer_class": SHOWN, "pagination_class": pages}
    response, statements = compare("/rows/", queryset=Author.objects.order_by("pk"), **made)
    assert len(statements) == 1
    if HELD[envelope] == "unparsed":
        assert not response._looked
        assert response._data["results"].untouched


@pytest.mark.parametrize("ask", [_asked_carefully, _asked_by_default, _asked_and_caught])
@pytest.mark.parametrize("is_static", [True, False])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_a_context_that_takes_what_it_finds(ask: Any, is_static: bool, pagination: type | None):
    """Asked before there is a page it would have sent other statements, and said something else."""

    def get_serializer_context(self: Any) -> Any:
        page = ask(self.paginator)
        rows = Author.objects.order_by("-pk") if page is None else page.object_list
        return {**super(type(self), self).get_serializer_context(), "keys": [row.pk for row in rows]}

    class Placed(serializers.ModelSerializer):
        place = serializers.SerializerMethodField()

        class Meta:
            model = Author
            fields = ["id", "place"]

        def get_place(self, author: Author) -> int:
            return self.context["keys"].index(author.pk)

    class Dynamic(Placed):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)

    library()
    made = {"serializer_class": Placed if is_static else Dynamic, "get_serializer_context": get_serializer_context}
    plain, ours = twins(queryset=Author.objects.order_by("pk"), pagination_class=pagination, **made)
    for url in ("/rows/", "/rows/?page=2", "/rows/"):
        expected, actual = call(plain, url), call(ours, url)
        assert_same(expected, actual)
        assert ask is _asked_and_caught or len(actual.statements) <= len(expected.statements)


def test_the_page_that_the_view_took_note_of():
    def paginate_queryset(self: Any, queryset: Any) -> Any:
        self.page = super(type(self), self).paginate_queryset(queryset)
        return self.page

    def get_serializer_context(self: Any) -> Any:
        return {**super(type(self), self).get_serializer_context(), "keys": [row.pk for row in self.page]}

    library()
    own = {"paginate_queryset": paginate_queryset, "get_serializer_context": get_serializer_context}
    made = {"serializer_class": SHOWN, "pagination_class": PagesOfTwo}
    compare("/rows/", queryset=Author.objects.order_by("pk"), **own, **made)


def test_a_field_that_looks_at_the_whole_page():
    """``root.instance`` is the page in DRF."""

    class OfPage(serializers.CharField):
        def to_representation(self, value: Any) -> Any:
            return f"{value} of {len(self.root.instance)}"

    library()
    shown = model_serializer(Author, "id", name=OfPage())
    made = {"serializer_class": shown, "pagination_class": PagesOfTwo}
    compare("/rows/", queryset=Author.objects.order_by("pk"), **made)


@pytest.mark.parametrize("fields", [["nothing"], "all", None], ids=str)
def test_a_wrong_serializer_over_no_rows(fields: Any):
    """DRF makes the fields at the first row: over none it never complains."""
    shown = type(
        "Wrong", (serializers.ModelSerializer,), {"Meta": type("Meta", (), {"model": Author, "fields": fields})}
    )
    for pagination in (None, PagesOfTwo):
        compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown, pagination_class=pagination)


def test_a_serializer_put_on_the_instance():
    """``self.get_serializer`` and ``self.paginate_queryset`` may be set in ``initial``."""

    def initial(self: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        super(type(self), self).initial(request, *args, **kwargs)
        self.get_serializer = lambda rows, **options: WIDE(rows, **options)

    def initial_page(self: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        super(type(self), self).initial(request, *args, **kwargs)
        self.paginate_queryset = lambda rows: list(rows)[1:2]
        self.get_paginated_response = lambda data: Response(data)

    library()
    narrow = model_serializer(Book, "id")
    for hook in (initial, initial_page):
        made = {"serializer_class": narrow, "initial": hook, "pagination_class": PagesOfTwo}
        compare("/rows/", queryset=Book.objects.order_by("pk"), **made)


def test_list_that_reads_what_it_got():
    library()
    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=WIDE, pagination_class=PageNumberPagination)

    def get(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = super(type(self), self).get(request, *args, **kwargs)
        data = response.data
        kinds = (isinstance(data, ReturnList), [sorted(row) for row in data], hasattr(data, "serializer"))
        return Response({"kinds": repr(kinds), "rows": [*data, 1]})

    pair = tuple(type("RowList", (view,), {"get": get}) for view in pair)
    assert_same(*(call(view) for view in pair))
