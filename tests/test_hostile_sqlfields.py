"""Computed fields among serializers, expressions and managers that mean them no good."""

from typing import Any

import pytest
from django.db.models import (
    CharField,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Cast, Concat, Length, RowNumber, Upper
from rest_framework import serializers

from drf_sqllist import JSONRows, SQLField, reads, sql_twin
from tests.cases.case import model_serializer
from tests.cases.library import authors, books, library
from tests.hostile.computed import NotCompiled, same
from tests.statements import record
from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Comment,
    Country,
    Customer,
    Invoice,
    Note,
    Reply,
    SeenSign,
    Sign,
    TextKey,
    Vault,
    tenant,
)
from tests.views import PagesOfTwo

pytestmark = pytest.mark.django_db


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
