"""Stand-ins under paginators that do more with their rows than to take them."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, prefetch_related_objects
from django.forms.models import model_to_dict
from rest_framework import serializers
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.response import Response

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.outcomes import assert_same
from tests.testapp.models import Author, Book, Pizzeria, Place, Profile, Remembering, Tag
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


TAGS = model_serializer(Tag, "id", "name")
FLAT = model_serializer(Book, "id", "title", "author")
NESTED = model_serializer(Book, "id", "title", tags=TAGS(many=True))


class Shown(serializers.ModelSerializer):
    """Shows all that may have been left."""

    left = serializers.SerializerMethodField()
    tags = TAGS(many=True)
    author = model_serializer(Author, "id", "name")()

    class Meta:
        model = Book
        fields = ["id", "title", "price", "details", "author", "tags", "left"]

    def get_left(self, book: Book) -> Any:
        return [getattr(book, "left", None), book.pk, repr(self.root.instance)[:9]]


class Taking(BasePagination):
    """Takes three rows, and does something with them."""

    with_them: Callable[[Any], Any]

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        page = list(queryset[:3])
        self.said = type(self).with_them(page)
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"said": self.said, "rows": data})


def changes_a_column(page: Any) -> Any:
    page[0].title = "another"


def changes_the_key(page: Any) -> Any:
    page[0].pk = 999


def changes_a_related_one(page: Any) -> Any:
    page[0].author.name = "another"


def gives_a_related_one(page: Any) -> Any:
    page[0]._state.fields_cache["author"] = Author(name="another")


def changes_inside(page: Any) -> Any:
    page[1].details["seen"] = True


def leaves_an_attribute(page: Any) -> Any:
    page[1].left = 1


def leaves_it_behind_its_back(page: Any) -> Any:
    page[1].__dict__["left"] = 1


def looks_for_an_attribute(page: Any) -> Any:
    return [getattr(book, "left", "nothing") for book in page]


def takes_an_attribute_away(page: Any) -> Any:
    del page[0].title
    return page[0].title


def shows(page: Any) -> Any:
    return [str(page), repr(page[0]), page[0].__dict__["title"], sorted(map(str, vars(page[1])))]


def shows_its_dict(page: Any) -> Any:
    return str(model_to_dict(page[0], exclude=["tags", "editors"]))


def shows_its_state(page: Any) -> Any:
    return [page[0]._state.db, page[0]._state.adding, sorted(page[0].get_deferred_fields()), hash(page[0])]


def shows_its_class(page: Any) -> Any:
    return [type(page[0]).__name__, page[0].__class__ is Book, isinstance(page[0], Book), page[0]._meta.label]


def shows_its_content_type(page: Any) -> Any:
    return ContentType.objects.get_for_model(page[0]).model


def copies(page: Any) -> Any:
    page[0] = copy.copy(page[0])
    page[1] = copy.deepcopy(page[1])
    page[2] = pickle.loads(pickle.dumps(page[2]))
    page[0].title = "a copy's"


def saves(page: Any) -> Any:
    page[0].save()
    return Book.objects.get(pk=page[0].pk).title


def compares(page: Any) -> Any:
    return [page[0] == Book.objects.get(pk=page[0].pk), page[0] in {page[0]}, page[0] == page[1]]


def asks_by_them(page: Any) -> Any:
    return [*Tag.objects.filter(books__in=page).order_by("pk").values_list("name", flat=True)]


def prefetches(page: Any) -> Any:
    prefetch_related_objects(page, "tags")
    page[0].tags.all()[0].name = "another"


def sorts(page: Any) -> Any:
    page.sort(key=lambda book: (book.title, -book.pk))


def replaces(page: Any) -> Any:
    page[1] = Book(pk=page[1].pk, title="made by hand")


def repeats(page: Any) -> Any:
    page.append(page[0])


def refreshes(page: Any) -> Any:
    page[0].refresh_from_db(fields=["title"])
    return page[0].title


def raises(page: Any) -> Any:
    raise LookupError(page[0].title)


DOING = [
    *(changes_a_column, changes_the_key, changes_a_related_one, gives_a_related_one, changes_inside),
    *(leaves_an_attribute, leaves_it_behind_its_back, looks_for_an_attribute, takes_an_attribute_away, shows),
    *(shows_its_dict, shows_its_state, shows_its_class, shows_its_content_type, copies, saves, compares),
    *(asks_by_them, prefetches, sorts, replaces, repeats, refreshes, raises),
]

BOOKS = Book.objects.order_by("pk")
QUERYSETS = {
    "plain": BOOKS,
    "with_all": BOOKS.select_related("author").prefetch_related("tags"),
    "annotated": BOOKS.annotate(left=F("rating"), many=Count("chapters")),
}


def thrice(url: str = "/rows/", **made: Any) -> tuple[int, list[int]]:
    """The numbers of DRF's statements and of ours, at each of three requests to the same view."""
    plain, ours = twins(**made)
    numbers = []
    for _ in range(3):
        expected, actual = call(plain, url), call(ours, url)
        assert_same(expected, actual)
        numbers.append(len(actual.statements))
    return len(expected.statements), numbers


@pytest.mark.parametrize("with_them", DOING)
@pytest.mark.parametrize("queryset", QUERYSETS.values(), ids=QUERYSETS)
@pytest.mark.parametrize("serializer", [FLAT, Shown])
def test_what_a_paginator_does(with_them: Any, queryset: Any, serializer: type):
    pagination = type("Own", (Taking,), {"with_them": staticmethod(with_them)})
    thrice(queryset=queryset, serializer_class=serializer, pagination_class=pagination)


def around(self: Any, queryset: Any) -> Any:
    self.headers["X-Rows"] = str(len(page := super(type(self), self).paginate_queryset(queryset)))
    return page


def filtering(self: Any, queryset: Any) -> Any:
    return super(type(self), self).paginate_queryset(queryset.filter(pk__gte=2))


@pytest.mark.parametrize("own", [around, filtering])
@pytest.mark.parametrize("serializer", [FLAT, NESTED, Shown])
def test_a_view_that_does_something_around(own: Any, serializer: type):
    made = {"queryset": BOOKS, "serializer_class": serializer, "pagination_class": PagesOfTwo}
    _, numbers = thrice(**made, paginate_queryset=own)
    assert numbers == [2, 2, 2]


class Slicing(BasePagination):
    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.total = queryset.count()
        return list(queryset[1:3])

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"total": self.total, "rows": data})


@pytest.mark.parametrize("serializer", [FLAT, NESTED, Shown])
@pytest.mark.parametrize("queryset", [BOOKS, QUERYSETS["annotated"]])
def test_a_paginator_that_slices(serializer: type, queryset: Any):
    _, numbers = thrice(queryset=queryset, serializer_class=serializer, pagination_class=Slicing)
    assert numbers == [2, 2, 2]


class Looking(PageNumberPagination):
    page_size = 2

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        page = super().paginate_queryset(queryset, request, view=view)
        self.last = page[-1].title
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"last": self.last, "rows": data})


class LookingLater(Looking):
    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.rows = PageNumberPagination.paginate_queryset(self, queryset, request, view=view)
        return self.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"last": self.rows[-1].title, "rows": data})


@pytest.mark.parametrize("pagination", [Looking, LookingLater])
@pytest.mark.parametrize("serializer", [FLAT, NESTED, Shown])
@pytest.mark.parametrize("queryset", [BOOKS, QUERYSETS["with_all"]])
def test_a_paginator_that_looks(pagination: type, serializer: type, queryset: Any):
    """What is in memory already is DRF's; what is not, comes with one statement."""
    of_drf, numbers = thrice(queryset=queryset, serializer_class=serializer, pagination_class=pagination)
    assert max(numbers[1:]) <= of_drf


def test_what_is_asked_of_a_paginator_once():
    asked = []

    class Counting(Looking):
        def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
            asked.append(view)
            return super().paginate_queryset(queryset, request, view=view)

    _, ours = twins(queryset=BOOKS, serializer_class=FLAT, pagination_class=Counting)
    for _ in range(3):
        call(ours)
    assert len(asked) == 3


class Sliced(BasePagination):
    """What it chooses is a queryset, which others ask for more."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.rows = queryset
        return queryset[:3]

    def get_paginated_response(self, data: Any) -> Response:
        titles = [book.title for book in self.rows.filter(pk__gt=1)[:2]]
        return Response({"titles": titles, "again": [*self.rows.values_list("pk", flat=True)], "rows": data})


@pytest.mark.parametrize("serializer", [FLAT, NESTED, Shown])
@pytest.mark.parametrize("queryset", QUERYSETS.values(), ids=QUERYSETS)
def test_a_page_that_is_a_queryset(serializer: type, queryset: Any):
    of_drf, numbers = thrice(queryset=queryset, serializer_class=serializer, pagination_class=Sliced)
    assert max(numbers[1:]) <= of_drf


def test_two_slices_of_different_sizes():
    """Their statements may have been compiled differently."""

    class Both(Slicing):
        def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
            self.total = 0
            return [*queryset[:2], *queryset[2:500]]

    thrice(queryset=BOOKS, serializer_class=Shown, pagination_class=Both)


def test_models_with_a_say():
    """What they leave on their instances, stand-ins lack."""
    one = Remembering.objects.create(name="one")
    Remembering.objects.create(name="two", parent=one)

    class Remembered(Slicing):
        def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
            page = list(queryset[:2])
            self.total = [str(row._was) for row in page]
            return page

    shown = model_serializer(Remembering, "id", "name")
    thrice(queryset=Remembering.objects.all(), serializer_class=shown, pagination_class=Remembered)


def test_a_model_with_a_parent():
    for name in "ab":
        Pizzeria.objects.create(name=name)
    assert Place.objects.count() >= 2
    shown = model_serializer(Pizzeria, "pk", "name")

    class Keys(Slicing):
        def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
            page = list(queryset[:2])
            self.total = [[row.pk, row.id] for row in page]
            return page

    thrice(queryset=Pizzeria.objects.order_by("pk"), serializer_class=shown, pagination_class=Keys)


def test_objects_that_lead_to_each_other():
    """A stand-in and the instance that was loaded for it hold the same."""

    class Marking(Slicing):
        def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
            page = list(queryset[:3])
            for number, author in enumerate(page):
                author.left = number
            self.total = [author.profile.author.left for author in page if hasattr(author, "profile")]
            return page

    shown = model_serializer(Author, "id", "name")
    authors = Author.objects.order_by("pk").select_related("profile")
    assert Profile.objects.exists()
    thrice(queryset=authors, serializer_class=shown, pagination_class=Marking)


def test_rows_that_change_meanwhile():
    """The row that a stand-in stands for is gone when it is asked for more: the paginator is asked again."""

    class Deleting(Slicing):
        def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
            page = list(queryset[:2])
            self.total = Tag.objects.filter(pk=page[0].pk).delete()[0] and page[1].name
            return page

    _, ours = twins(queryset=Tag.objects.order_by("pk"), serializer_class=TAGS, pagination_class=Deleting)
    assert json.loads(call(ours).body)["rows"]


def test_an_answer_that_drf_makes_of_stand_ins():
    """A value that SQL cannot write."""
    Book.objects.filter(pk__gt=0).update(rating=float("inf"))
    shown = model_serializer(Book, "id", "rating")
    made = {"queryset": BOOKS, "serializer_class": shown, "pagination_class": Slicing}
    compare("/rows/", **made)
