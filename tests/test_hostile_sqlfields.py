"""Computed fields among serializers, managers and querysets that mean them no good."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import (
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Cast, Concat, Length, RowNumber, Upper
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from drf_sqllist import JSONRows, SQLField, annotated, reads, sql_twin
from tests.cases.case import model_serializer
from tests.cases.library import authors, books, library
from tests.statements import record
from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Circle,
    Comment,
    Country,
    Customer,
    Invoice,
    Note,
    Reply,
    SeenSign,
    Sign,
    Tag,
    TextKey,
    Vault,
    tenant,
)
from tests.views import Ours, PagesOfTwo, Plain, call, compare

pytestmark = pytest.mark.django_db


def same(serializer: Any, queryset: Any, statements: int = 1, url: str = "/rows/", **view: Any) -> Any:
    """The rows, equal on both paths, and objects by themselves like them."""
    response, recorder = compare(url, queryset=queryset, serializer_class=serializer, **view)
    assert len(recorder) == statements, recorder.sql
    return json.loads(response.rendered_content)


@pytest.fixture
def rows() -> None:
    library()


class Chosen(serializers.ModelSerializer):
    """Its fields are the request's; one of them is made for it."""

    n = SQLField(Count("books"))
    edits = SQLField(Count("editings"))

    class Meta:
        model = Author
        fields = ["name", "n", "edits"]

    def get_fields(self) -> Any:
        fields = super().get_fields()
        query = self.context["request"].query_params
        fields["longer"] = SQLField(Length("name") + Value(int(query["more"])))
        return {name: fields[name] for name in query["fields"].split(",")}


@pytest.mark.usefixtures("rows")
def test_fields_of_the_request():
    for fields, more in (("n,name", 1), ("edits", 1), ("longer,n", 1), ("longer,n", 7), ("name,longer", -2)):
        found = same(Chosen, authors(), url=f"/rows/?fields={fields}&more={more}")
        assert [*found[0]] == fields.split(",")
        assert "longer" not in fields or found[0]["longer"] == 3 + more


class Overriding(serializers.ModelSerializer):
    """Python changes what SQL made; its types are those of DRF."""

    n = SQLField(Count("books"))
    income = SQLField(Sum("books__price"))
    last = SQLField(Max("books__published"))
    lines = SQLField(JSONRows(Book.objects.filter(author=OuterRef("pk")).order_by("pk").values("title", "price")))
    loud = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["name", "n", "income", "last", "lines", "loud"]

    def get_loud(self, author: Author) -> str:
        return author.name.upper()

    def to_representation(self, instance: Any) -> Any:
        data = super().to_representation(instance)
        return {**data, "types": [type(value).__name__ for value in data.values()], "double": data["n"] * 2}


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("kind", [Overriding, lambda: model_serializer(Book, "id", author=Overriding())])
def test_among_what_python_makes(kind: Any):
    serializer = kind if isinstance(kind, type) else kind()
    same(serializer, authors() if serializer is Overriding else books())


class NotCompiled(Func):
    """Its value is made by Python."""

    function = "UPPER"
    output_field = CharField()

    def convert_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value and value[::-1]


@pytest.mark.usefixtures("rows")
def test_values_that_are_converted_in_python():
    """One further statement for the page, however many rows and fields."""
    serializer = model_serializer(
        Author,
        "id",
        back=SQLField(NotCompiled("name")),
        more=SQLField(NotCompiled("country__name")),
        n=SQLField(Count("books")),
    )
    found = same(serializer, authors(), statements=2)
    assert [row["back"] for row in found][:1] == ["NNA"]
    same(serializer, authors(), statements=2, url="/rows/?page=2", pagination_class=PagesOfTwo)


class Properties(Author):
    """What the model says of attributes by the fields' names is not asked."""

    class Meta:
        proxy = True
        app_label = "testapp"

    @property
    @reads("name")
    def n(self) -> str:
        raise AssertionError("nobody asks for it")

    @property
    @sql_twin(Value("a twin"))
    def edits(self) -> str:
        raise AssertionError("nobody asks for it")


@pytest.mark.usefixtures("rows")
def test_properties_of_the_same_names():
    serializer = model_serializer(Properties, "id", n=SQLField(NotCompiled("name")), edits=SQLField(Count("editings")))
    found = same(serializer, Properties.objects.order_by("pk"), statements=2)
    assert [row["edits"] for row in found] == [1, 1, 0, 2]


@pytest.mark.usefixtures("rows")
def test_names_that_sql_uses():
    """Keys are no names in a statement."""
    names = ["sqllist_twin", "_row$", "select", "%s", 'a"b', "é\u2028", "x" * 70, "pk", "id "]
    fields = {name: SQLField(Concat(Value(f"{name}%"), "name")) for name in names}
    found = same(model_serializer(Author, **fields), authors())
    assert [*found[0]] == names
    assert found[0]["%s"] == "%s%Ann"


def expressions() -> dict[str, Any]:
    return {
        "percent": Concat(Value("100% %s %(x)s \\ ' \" "), "name"),
        "quote": Value("'; DROP TABLE x; --"),
        "nul": Value(None, output_field=CharField()),
        "cast": Cast("id", CharField()),
        "lookup": Q(name__contains="%"),
        "nested": Subquery(
            Book.objects.filter(author=OuterRef("pk"))
            .annotate(n=Count("chapters"))
            .order_by("-n", "pk")
            .values("n")[:1]
        ),
        "itself": Subquery(Author.objects.filter(pk=OuterRef("mentor")).values("name")),
        "twice": Subquery(
            Book.objects.filter(author=OuterRef("pk"))
            .filter(Q(pk__in=Chapter.objects.filter(book__author=OuterRef(OuterRef("pk"))).values("book")))
            .order_by("pk")
            .values("title")[:1]
        ),
        "pupils": Count("pupils__pupils", distinct=True),
        "queryset": Book.objects.filter(author=OuterRef("pk")).order_by("pk").values("title")[:1],
    }


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", [*expressions()])
def test_expressions(name: str):
    serializer = model_serializer(Author, "id", x=SQLField(expressions()[name]))
    same(serializer, authors())
    same(model_serializer(Book, "id", author=serializer()), books())
    same(model_serializer(Country, "code", authors=serializer(many=True)), Country.objects.order_by("pk"))


@pytest.mark.parametrize("given", ["a", "b", ""])
def test_windows_over_rows_of_the_tenant(given: str):
    """The default manager is asked anew for each request, in lists and for objects."""
    customer = Customer.objects.create(name="c")
    for number in range(6):
        Invoice.everything.create(customer=customer, tenant="aab"[number % 3], total=number)
    place = SQLField(Window(RowNumber(), order_by="-total"))
    lines = model_serializer(Invoice, "total", place=place, n=SQLField(F("total") + 1))
    serializer = model_serializer(Customer, "name", invoices=lines(many=True))
    token = tenant.set(given)
    try:
        found = same(lines, Invoice.everything.order_by("pk"))
        nested = same(serializer, Customer.objects.all())
    finally:
        tenant.reset(token)
    places = {"a": [4, 3, None, 2, 1, None], "b": [None, None, 2, None, None, 1], "": [None] * 6}[given]
    assert [line["place"] for line in found] == places
    assert [line["place"] for line in nested[0]["invoices"]] == [place for place in places if place]


@pytest.mark.usefixtures("rows")
def test_hidden_rows():
    """Behind a forward relation, and below a base manager that filters."""
    comment = model_serializer(
        Comment, "text", n=SQLField(Count("replies")), place=SQLField(Window(RowNumber(), order_by="pk"))
    )
    found = same(model_serializer(Reply, "text", comment=comment()), Reply.objects.order_by("pk"))
    assert [line["comment"] and line["comment"]["place"] for line in found] == [1, None, 2, None, 3, None]
    same(model_serializer(Vault, "name", n=SQLField(Count("coins"))), Vault.objects.order_by("pk"))


def test_an_unmanaged_model():
    key = TextKey.objects.create(slug="k")
    Sign.objects.create(slug="a", number=2, key=key)
    Sign.objects.create(slug="b", number=5, key=key)
    serializer = model_serializer(
        SeenSign, "slug", more=SQLField(F("number") + 1), w=SQLField(Window(Sum("number"), order_by="number"))
    )
    found = same(serializer, SeenSign.objects.all())
    assert [(line["more"], line["w"]) for line in found] == [(3, 2), (6, 7)]


@pytest.mark.usefixtures("rows")
def test_generic_relations():
    book = Book.objects.get(title="Zero")
    for text in "ab":
        book.notes.create(text=text)
    note = model_serializer(Note, "text", shout=SQLField(Upper("text")))
    serializer = model_serializer(Book, "id", n=SQLField(Count("notes")), notes=note(many=True))
    found = same(serializer, books())
    assert (found[0]["n"], [line["shout"] for line in found[0]["notes"]]) == (2, ["A", "B"])
    with record() as statements:
        assert serializer(books(), many=True).data
    assert len([sql for sql in statements.sql if "sqllist_twin" in sql]) == 2


@pytest.mark.usefixtures("rows")
def test_prefetched_lists():
    """Filtered, cut and renamed: the values are those of the objects that are shown."""
    line = model_serializer(
        Chapter, "title", longer=SQLField(Length("title")), place=SQLField(Window(RowNumber(), order_by="pk"))
    )
    for prefetch in (
        Prefetch("chapters", Chapter.objects.filter(number=1).order_by("pk")),
        Prefetch("chapters", annotated(Chapter.objects.order_by("-pk"), line)),
        Prefetch("chapters", Chapter.objects.order_by("pk")[:1], to_attr="chosen"),
    ):
        name = prefetch.to_attr or "chapters"
        serializer = model_serializer(Book, "id", **{name: line(many=True)})
        same(serializer, Book.objects.prefetch_related(prefetch).order_by("pk"))


@pytest.mark.usefixtures("rows")
def test_prefetched_lists_that_are_annotated_ask_for_nothing():
    line = model_serializer(Chapter, "title", longer=SQLField(Length("title")))
    serializer = model_serializer(Book, "id", chapters=line(many=True))
    rows = Book.objects.prefetch_related(Prefetch("chapters", annotated(Chapter.objects.order_by("pk"), line)))
    with record() as statements:
        data = serializer(rows, many=True).data
    assert len(statements) == 2
    assert all(chapter["longer"] == len(chapter["title"]) for book in data for chapter in book["chapters"])


@pytest.mark.usefixtures("rows")
def test_related_objects_of_all_kinds():
    """To-one relations that are loaded, that are not, that are missing, that are shown many times."""
    author = model_serializer(Author, "name", n=SQLField(Count("books")))
    author = model_serializer(Author, "name", n=SQLField(Count("books")), mentor=author())
    serializer = model_serializer(Book, "id", author=author())
    for queryset in (books(), books().select_related("author__mentor"), books().prefetch_related("author")):
        same(serializer, queryset)
        with record() as statements:
            assert serializer(queryset.all(), many=True).data
        assert len([sql for sql in statements.sql if "sqllist_twin" in sql]) == 2


@pytest.mark.usefixtures("rows")
def test_an_object_that_a_method_gives():
    """No list is known then: each object is asked for by itself, and right."""
    inner = model_serializer(Author, "name", n=SQLField(Count("books")))

    class Outer(serializers.ModelSerializer):
        best = serializers.SerializerMethodField()
        first = inner(source="first_editor")

        class Meta:
            model = Book
            fields = ["id", "best", "first"]

        def get_best(self, book: Book) -> Any:
            return inner(book.author).data if book.author else None

    class EditedBook(Book):
        class Meta:
            proxy = True
            app_label = "testapp"

        @property
        def first_editor(self) -> Any:
            return self.editors.order_by("pk").first()

    data = Outer(EditedBook.objects.order_by("pk"), many=True).data
    assert [line["best"] and line["best"]["n"] for line in data] == [2, 2, 1, None, 1]
    assert [line["first"] and line["first"]["n"] for line in data] == [1, None, 2, None, None]


@pytest.mark.usefixtures("rows")
def test_pickled_and_copied():
    line = model_serializer(Author, "name", n=SQLField(Count("books")))
    author = pickle.loads(pickle.dumps(annotated(Author.objects.order_by("pk"), line)[0]))
    with record() as statements:
        assert line(author).data["n"] == 2
    assert len(statements) == 0
    field = line().fields["n"]
    copied = deepcopy(field)
    assert copied.declaration is field.declaration
    assert line().fields["n"].output is not field.output
    assert deepcopy(line(author)).data["n"] == 2


@pytest.mark.usefixtures("rows")
def test_one_name_in_two_serializers():
    """What was brought for one is nothing to the other."""
    first = model_serializer(Author, "name", n=SQLField(Count("books")))
    second = model_serializer(Author, "name", n=SQLField(Count("editings")))
    rows = annotated(annotated(authors(), first), second)
    with record() as statements:
        assert [line["n"] for line in first(rows, many=True).data] == [2, 1, 1, 0]
        assert [line["n"] for line in second(rows, many=True).data] == [1, 1, 0, 2]
    assert len(statements) == 1
    assert [line["n"] for line in second(annotated(authors(), first), many=True).data] == [1, 1, 0, 2]


@pytest.mark.usefixtures("rows")
def test_equal_expressions_of_other_types():
    """1 and True are equal to Python: no statement of one is kept for the other."""
    serializers_ = [model_serializer(Author, "id", x=SQLField(Value(value))) for value in (1, True, "1", 1.0)]
    found = [same(serializer, authors())[0]["x"] for serializer in serializers_]
    assert [repr(value) for value in found] == ["1", "True", "'1'", "1.0"]


@pytest.mark.usefixtures("rows")
def test_rows_that_are_of_several_models():
    """Lists that no queryset made."""
    line = model_serializer(Author, "pk", n=SQLField(Value(7)))
    mixed = [*authors(), *books()]
    with record() as statements:
        assert [one["n"] for one in line(mixed, many=True).data] == [7] * 9
    assert len(statements) == 2
    assert [one["n"] for one in line(iter(mixed), many=True).data] == [7] * 9
    assert [one["n"] for one in line(Author.objects, many=True).data] == [7] * 4


@pytest.mark.usefixtures("rows")
def test_a_long_list_is_one_statement():
    Tag.objects.bulk_create(Tag(name=f"t{number}", weight=number) for number in range(2_500))
    line = model_serializer(Tag, "id", n=SQLField(F("weight") + 1))
    tags = list(Tag.objects.order_by("pk"))
    with record() as statements:
        data = line(tags, many=True).data
    assert len(statements) == 1
    assert [one["n"] for one in data] == [tag.weight + 1 for tag in tags]


def test_a_model_in_circles():
    line = model_serializer(Circle, "pk", n=SQLField(Cast(Value("5"), IntegerField())))
    same(line, Circle.objects.all())


@pytest.mark.django_db(transaction=True)
def test_threads():
    """One class, many requests at once, each with a word of its own."""
    library()
    line = model_serializer(
        Author,
        "id",
        n=SQLField(Count("books")),
        hello=SQLField(lambda request: Concat(Value(request.query_params["word"]), "name")),
        place=SQLField(Window(RowNumber(), order_by="-pk")),
    )
    made = {"queryset": authors(), "serializer_class": line}
    views = [type("RowList", (base,), made) for base in (Ours, Plain)]
    words = [f"w{number}" for number in range(12)]

    def ask(word: str) -> list[bytes]:
        try:
            return [call(view, f"/rows/?word={word}").body for view in views]
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":  # its memory is one connection's
        answers = [[call(view, f"/rows/?word={word}").body for view in views] for word in words]
    else:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(ask, words))
    for word, (ours, plain) in zip(words, answers, strict=True):
        assert ours == plain
        assert json.loads(ours)[0]["hello"] == f"{word}Ann"


@pytest.mark.usefixtures("rows")
def test_the_serializer_of_a_list_that_looks_at_its_rows():
    class Looking(serializers.ListSerializer):
        def to_representation(self, data: Any) -> Any:
            data = list(data)
            self.child.longest = max(len(row.name) for row in data)
            return super().to_representation(data)

    line = model_serializer(Author, "name", n=SQLField(Count("books")))
    line.Meta.list_serializer_class = Looking
    same(line, authors(), statements=2)  # it may give other rows: the list is DRF's
    assert JSONRenderer().render([{"name": "Ann", "n": 2}]) == JSONRenderer().render(
        line(authors()[:1], many=True).data
    )


class NoModel(serializers.Serializer):
    """The model, and so the output, is known by its rows alone."""

    id = serializers.IntegerField()
    first = SQLField("pk")
    income = SQLField(Sum("books__price"))
    lines = SQLField(JSONRows(Book.objects.filter(author=OuterRef("pk")).order_by("pk").values("title")))
    back = SQLField(NotCompiled("name"))


@pytest.mark.usefixtures("rows")
def test_no_model_at_the_second_request():
    """The plan was kept: nobody has read the fields of the new serializer."""
    for _ in range(3):
        found = same(NoModel, authors(), statements=2)
        assert [line["income"] for line in found] == ["9.95", "-1.10", None, None]
        assert found[0]["lines"] == [{"title": "Zero"}, {"title": "Alpha"}]
    nested = model_serializer(Book, "id", author=NoModel())
    for _ in range(3):
        same(nested, books(), statements=2)


@pytest.mark.usefixtures("rows")
def test_no_model_and_rows_of_two_models():
    """Keys that are numbers, and keys that are texts."""
    TextKey.objects.create(slug="k")

    class Keys(serializers.Serializer):
        key = SQLField(F("pk"))

    for _ in range(2):
        assert same(Keys, TextKey.objects.all()) == [{"key": "k"}]
        assert same(Keys, Author.objects.filter(name="Ann"))[0]["key"] == Author.objects.get(name="Ann").pk
    mixed = [TextKey.objects.get(), Author.objects.get(name="Ann"), TextKey.objects.get()]
    assert [type(line["key"]) for line in Keys(mixed, many=True).data] == [str, int, str]


@pytest.mark.usefixtures("rows")
def test_deferred_columns():
    line = model_serializer(Author, "id", n=SQLField(Count("books")), home=SQLField("country__name"))
    for queryset in (Author.objects.only("name"), Author.objects.defer("name", "country"), Author.objects.only("pk")):
        found = same(line, queryset.order_by("pk"))
        assert [row["n"] for row in found] == [2, 1, 1, 0]
        with record() as statements:
            assert line(queryset.order_by("pk"), many=True).data == found
        assert len(statements) == 2
