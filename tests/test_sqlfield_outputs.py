"""What a ``SQLField`` makes of its values, and what it says of expressions and arguments that do not fit."""

from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from drf_sqllist import JSONRows, SQLField, annotated
from tests.cases import APPLICABLE
from tests.cases.case import Case, model_serializer
from tests.cases.library import authors, library
from tests.computed_lines import AuthorLine, BookLine, context
from tests.testapp.models import Author, Book, Chapter, FileRow
from tests.views import Ours, Plain, call, compare

pytestmark = pytest.mark.django_db


CASES = [case for case in APPLICABLE if case.name.startswith("sqlfield_")]


@pytest.fixture
def rows() -> None:
    library()


@pytest.mark.usefixtures("rows")
def test_outputs():
    """By default, those of a ModelSerializer; where a column has options, they are followed."""

    class Outputs(serializers.ModelSerializer):
        count = SQLField(Count("books"))
        income = SQLField(Sum("books__price"))
        last = SQLField("books__published")
        known = SQLField(Q(name="x"))
        key = SQLField(F("country"))
        given = SQLField(Count("books"), output=serializers.CharField(max_length=3))
        rows = SQLField(JSONRows(Book.objects.filter(author=OuterRef("pk")).values("title")))

        class Meta:
            model = Author
            fields = ["count", "income", "last", "known", "key", "given", "rows"]

    fields = Outputs().fields
    found = {name: type(field.output).__name__ for name, field in fields.items()}
    assert (
        found
        == {
            "count": "IntegerField",
            "income": "DecimalField",
            "last": "DateTimeField",
            "known": "BooleanField",
            "key": "IntegerField",
            "given": "CharField",
            "rows": "JSONField",
        }
        or found["key"] == "BigIntegerField"
    )
    income = fields["income"].output
    assert (income.max_digits, income.decimal_places, income.read_only) == (None, 2, True)
    assert all(field.read_only and not field.required for field in fields.values())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_outputs_leave_the_columns_alone(case: Case):
    """An array's base field may be the very field of a model."""

    def owners() -> list[Any]:
        return [(field, field.model) for model in apps.get_models() for field in model._meta.get_fields()]

    before = owners()
    serializer = case.serializer_class(context=context())
    fields = [field for field in serializer.fields.values() if isinstance(field, SQLField)]
    if hasattr(case.serializer_class, "Meta"):
        assert all(isinstance(field.output, serializers.Field) for field in fields)
    assert owners() == before


@pytest.mark.usefixtures("rows")
def test_a_column_of_decimals():
    """By itself, along a path, selected with the object: as the model's own field gives it."""
    line = model_serializer(
        Book,
        price=SQLField("price", output=serializers.ReadOnlyField()),
        shown=SQLField("price"),
        chapters=model_serializer(Chapter, "title", price=SQLField("book__price"))(many=True),
    )
    books = Book.objects.order_by("pk")
    compare(queryset=books.all(), serializer_class=line)
    for queryset in (books, annotated(books, line)):
        found = line(queryset, many=True).data
        assert [repr(one["price"]) for one in found] == [repr(book.price) for book in books]
        assert [one["shown"] for one in found] == ["9.95", "0.00", None, None, "-1.10"]
        assert found[0]["chapters"][0]["price"] == "9.95"


def test_a_sum_of_more_digits_than_its_column():
    """DRF would raise for a DecimalField of the column's digits."""
    author = Author.objects.create(name="Rich")
    for number in range(2):
        Book.objects.create(title=str(number), author=author, price=Decimal("999999.99"))
    assert AuthorLine(author).data["income"] == "1999999.98"
    ours = call(type("RowList", (Ours,), {"queryset": authors(), "serializer_class": AuthorLine}))
    assert b'"income":"1999999.98"' in ours.body


def test_a_file_is_its_name():
    """The column's text: no attribute of a model has made a file of it."""
    serializer = model_serializer(FileRow, "id", name=SQLField("file"))
    row = FileRow.objects.create(file="a b.txt")
    assert serializer(row).data["name"] == "a b.txt"
    ours = call(type("RowList", (Ours,), {"queryset": FileRow.objects.all(), "serializer_class": serializer}))
    assert b'"name":"a b.txt"' in ours.body


@pytest.mark.usefixtures("rows")
def test_an_unlucky_expression():
    """A clear error at each way to its values."""
    wrong = model_serializer(Author, "id", n=SQLField(Count("nothing")))
    message = r"AuthorSerializer\.n cannot be computed on testapp\.Author: Cannot resolve keyword 'nothing'"
    for given, many in ((authors(), True), (authors()[0], False)):
        with pytest.raises(ImproperlyConfigured, match=message):
            assert wrong(given, many=many).data
    ours = call(type("RowList", (Ours,), {"queryset": authors(), "serializer_class": wrong}))
    plain = call(type("RowList", (Plain,), {"queryset": authors(), "serializer_class": wrong}))
    assert ours.error == plain.error != ""


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((7,), {}, "takes an expression, a name or a function of the request, such as Count"),
        (("",), {}, "takes an expression"),
        ((None,), {}, "takes an expression"),
        ((Count,), {}, "takes an expression"),
        ((Count("books"), serializers.IntegerField), {}, "takes an instance of a field"),
        ((Count("books"), "text"), {}, "takes an instance of a field"),
        ((Count("books"),), {"source": "x"}, "takes no source"),
        ((Count("books"),), {"required": True}, "takes no required: it is always read-only"),
        ((Count("books"),), {"write_only": True}, "takes no write_only"),
        ((Count("books"),), {"read_only": False}, "always read-only"),
    ],
)
def test_wrong_arguments(arguments: Any, options: Any, message: str):
    with pytest.raises(TypeError, match=message):
        SQLField(*arguments, **options)


@pytest.mark.usefixtures("rows")
def test_a_function_that_gives_something_else():
    serializer = model_serializer(Author, "id", n=SQLField(lambda request: 7))
    with pytest.raises(TypeError, match="the function's result takes an expression or a name"):
        assert serializer(authors(), many=True).data


def test_no_model_and_no_output():
    class Bare(serializers.Serializer):
        n = SQLField(Count("books"))

    with pytest.raises(ImproperlyConfigured, match=r"Bare\.n has no output: Bare has no Meta\.model"):
        assert Bare().fields["n"].output


@pytest.mark.usefixtures("rows")
def test_json_rows():
    """Keys in their order, groups, an order and a limit; nothing is an empty list."""
    grouped = (
        Chapter.objects.filter(book=OuterRef("pk"))
        .order_by()
        .values("number")
        .annotate(n=Count("pk"))
        .order_by("-n", "number")
    )
    serializer = model_serializer(
        Book, "id", lines=SQLField(JSONRows(grouped[:1])), none=SQLField(JSONRows(grouped.none()))
    )
    data = serializer(Book.objects.order_by("pk"), many=True).data
    assert [line["lines"] for line in data][1:] == [[{"number": 1, "n": 3}], [{"number": 7, "n": 1}], [], []]
    assert all(line["none"] == [] for line in data)
    assert all(list(line) == ["number", "n"] for lines in data for line in lines["lines"])
    with pytest.raises(TypeError, match=r"takes a queryset of \.values\(\.\.\.\)"):
        JSONRows(Book.objects.all())


@pytest.mark.usefixtures("rows")
def test_one_computed_field_in_the_expression_of_another():
    """Sub-selects in sub-selects: no name of one hides a name of the other."""
    inner = annotated(Book.objects.all(), BookLine)
    (name, _) = [*inner.query.annotations]
    most = inner.filter(author=OuterRef("pk")).order_by(F(name).desc(), "pk").values(name)[:1]
    serializer = model_serializer(
        Author,
        "name",
        most=SQLField(Subquery(most)),
        any=SQLField(Exists(inner.filter(**{name: 4}, author=OuterRef("pk")))),
    )
    data = serializer(authors(), many=True).data
    assert [(line["most"], line["any"]) for line in data] == [(4, True), (0, False), (1, False), (None, False)]
    ours = call(type("RowList", (Ours,), {"queryset": authors(), "serializer_class": serializer}))
    assert ours.body == JSONRenderer().render(data)
    assert len(ours.statements) == 1
