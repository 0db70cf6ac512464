"""The columns of a hand-written SELECT, as a serializer declares them."""

from typing import Any

import pytest
from django.db import models
from rest_framework import serializers

from demo.pizzas.models import Customer, Order, Pizza
from drf_sqllist.rawsql.columns import model_field
from drf_sqllist.rawsql.declared import columns_of
from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.rows import sql_rows


class CustomerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Customer
        fields = ["id", "name"]


def serializer(**fields: Any) -> type[serializers.Serializer]:
    return type("ReportSerializer", (serializers.Serializer,), fields)


def kinds(declared: dict[str, Any]) -> dict[str, str]:
    """The class of each column as a model field."""
    return {name: type(model_field(name, kind)).__name__ for name, kind in declared.items()}


PLAIN = {
    "int": (serializers.IntegerField(), "BigIntegerField"),
    "bool": (serializers.BooleanField(allow_null=True), "BooleanField"),
    "float": (serializers.FloatField(), "FloatField"),
    "char": (serializers.CharField(), "TextField"),
    "email": (serializers.EmailField(), "TextField"),
    "slug": (serializers.SlugField(), "TextField"),
    "url": (serializers.URLField(), "TextField"),
    "regex": (serializers.RegexField("a"), "TextField"),
    "path": (serializers.FilePathField("/tmp"), "TextField"),
    "ip": (serializers.IPAddressField(), "GenericIPAddressField"),
    "uuid": (serializers.UUIDField(), "UUIDField"),
    "decimal": (serializers.DecimalField(9, 2), "DecimalField"),
    "moment": (serializers.DateTimeField(), "DateTimeField"),
    "date": (serializers.DateField(), "DateField"),
    "time": (serializers.TimeField(), "TimeField"),
    "duration": (serializers.DurationField(), "DurationField"),
    "file": (serializers.FileField(), "FileField"),
    "image": (serializers.ImageField(), "FileField"),
    "choice_text": (serializers.ChoiceField(Order.Status.choices), "TextField"),
    "choice_int": (serializers.ChoiceField([(1, "one"), (2, "two")]), "BigIntegerField"),
    "choice_bool": (serializers.ChoiceField([(True, "yes")]), "BooleanField"),
    "choices": (serializers.MultipleChoiceField(choices=["a"]), "JSONText"),
    "json": (serializers.JSONField(), "JSONText"),
    "list": (serializers.ListField(), "JSONText"),
    "dict": (serializers.DictField(), "JSONText"),
    "model_field": (serializers.ModelField(models.SmallIntegerField()), "SmallIntegerField"),
    "nested": (serializer(a=serializers.IntegerField())(), "JSONText"),
    "nested_many": (CustomerSerializer(many=True), "JSONText"),
    "customer": (CustomerSerializer(), "ForeignKey"),
    "customer_key": (serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all()), "ForeignKey"),
    "customer_slug": (serializers.SlugRelatedField("name", queryset=Customer.objects.all()), "ForeignKey"),
    "customer_link": (serializers.HyperlinkedRelatedField("x", queryset=Customer.objects.all()), "ForeignKey"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_field_says_its_column(name: str) -> None:
    field, kind = PLAIN[name]
    assert kinds(columns_of(serializer(**{name: field}))) == {name: kind}


def test_all_families_have_a_case() -> None:
    from drf_sqllist.rawsql import declared

    cases = {base for field, _ in PLAIN.values() for base in type(field).__mro__}
    assert set(declared._BY_FIELD) - cases == {serializers.ManyRelatedField}


def test_digits_are_the_fields() -> None:
    declared = columns_of(serializer(total=serializers.DecimalField(9, 3)))["total"]
    assert (declared.max_digits, declared.decimal_places) == (9, 3)


def test_the_source_names_the_column() -> None:
    columns = columns_of(
        serializer(a=serializers.IntegerField(source="b"), c=serializers.IntegerField(source="customer_id"))
    )
    assert columns == {"b": int, "customer_id": int}


def test_a_row_of_several_columns() -> None:
    """Methods and whole rows read what others declare, write-only fields nothing."""

    class Totals(serializers.Serializer):
        pizzas = serializers.IntegerField()
        total = serializers.DecimalField(9, 2)

    class Report(serializers.Serializer):
        label = serializers.SerializerMethodField()
        secret = serializers.CharField(write_only=True)
        hidden = serializers.HiddenField(default=1)
        id = serializers.IntegerField()
        key = serializers.IntegerField(source="pk")
        totals = Totals(source="*")
        customer_name = serializers.CharField(source="customer.name")
        customer = CustomerSerializer()
        customer_id = serializers.IntegerField()

    assert kinds(columns_of(Report)) == {
        "id": "BigIntegerField",
        "pizzas": "BigIntegerField",
        "total": "DecimalField",
        "customer": "ForeignKey",
    }


def test_what_is_said_wins_and_completes() -> None:
    report = serializer(
        id=serializers.IntegerField(),
        customer=serializers.CharField(source="customer.name"),
        customer_id=serializers.IntegerField(),
        anything=serializers.ReadOnlyField(),
        status=serializers.CharField(source="get_status_display"),
    )
    columns = columns_of(
        report,
        {"customer": Customer, "anything": str, "id": models.SmallIntegerField(), "status": Order.status.field, "x": 1},
    )
    assert list(columns) == ["id", "customer", "anything", "status", "x"]
    assert isinstance(columns["id"], models.SmallIntegerField)


def test_a_model_serializer_takes_the_models_fields() -> None:
    class OrderSerializer(serializers.ModelSerializer):
        customer = CustomerSerializer()
        pizzas = serializers.IntegerField()

        class Meta:
            model = Order
            fields = ["id", "status", "placed_at", "note", "customer", "pizzas"]

    assert kinds(columns_of(OrderSerializer)) == {
        "id": "BigIntegerField",
        "status": "CharField",
        "placed_at": "DateTimeField",
        "note": "TextField",
        "customer": "ForeignKey",
        "pizzas": "BigIntegerField",
    }
    keys = type("Keys", (serializers.ModelSerializer,), {"Meta": type("Meta", (), {"model": Pizza, "fields": "order"})})
    keys.Meta.fields = ["order"]
    assert kinds(columns_of(keys)) == {"order": "ForeignKey"}


class Own(serializers.Field):
    def to_representation(self, value: Any) -> Any:
        return value


UNSAID = {
    "read_only": (
        {"a": serializers.ReadOnlyField()},
        "ReportSerializer.a (ReadOnlyField) does not say which type its column has. "
        "Say it in columns: {'a': <a model field, a Python type or a model>}.",
    ),
    "own": (
        {"a": Own(source="b")},
        "ReportSerializer.a (Own) does not say which type its column has. "
        "Say it in columns: {'b': <a model field, a Python type or a model>}.",
    ),
    "digits": (
        {"a": serializers.DecimalField(None, 2)},
        "ReportSerializer.a (DecimalField) does not say how many digits its column has. "
        "Say it in columns: {'a': models.DecimalField(max_digits=..., decimal_places=...)}.",
    ),
    "choices": (
        {"a": serializers.ChoiceField([1, "2"])},
        "ReportSerializer.a (ChoiceField) does not say which type its column has. "
        "Say it in columns: {'a': <a model field, a Python type or a model>}.",
    ),
    "path": (
        {"a": serializers.CharField(source="customer.name")},
        "ReportSerializer.a (CharField) reads 'customer.name', but no column leads there. "
        "Let the SQL return customer_id, and declare it in columns: {'customer': <its model>}.",
    ),
    "related": (
        {"a": serializers.PrimaryKeyRelatedField(read_only=True)},
        "ReportSerializer.a (PrimaryKeyRelatedField) does not say which model it leads to. "
        "Say it in columns: {'a': <the model>}.",
    ),
    "string": (
        {"a": serializers.StringRelatedField()},
        "ReportSerializer.a (StringRelatedField) does not say which model it leads to. "
        "Say it in columns: {'a': <the model>}.",
    ),
    "many": (
        {"a": serializers.PrimaryKeyRelatedField(many=True, queryset=Customer.objects.all())},
        "ReportSerializer.a (ManyRelatedField) does not say which type its column has. "
        "Say it in columns: {'a': <a model field, a Python type or a model>}.",
    ),
    "link": (
        {"url": serializers.HyperlinkedIdentityField("x", lookup_field="slug")},
        "ReportSerializer.url (HyperlinkedIdentityField) makes its link of 'slug', which is no column. "
        "Let the SQL return it, and declare it in columns: {'slug': <its type>}.",
    ),
}


@pytest.mark.parametrize("case", UNSAID)
def test_what_a_field_does_not_say_is_asked_for(case: str) -> None:
    fields, message = UNSAID[case]
    with pytest.raises(SQLError) as caught:
        columns_of(serializer(**fields))
    assert str(caught.value) == message


def test_a_link_by_a_column() -> None:
    link = serializers.HyperlinkedIdentityField("x", lookup_field="slug")
    assert columns_of(serializer(url=link, slug=serializers.CharField())) == {"slug": str}
    assert columns_of(serializer(url=serializers.HyperlinkedIdentityField("x"), id=serializers.IntegerField())) == {
        "id": int
    }


@pytest.mark.django_db
def test_rows_declared_by_a_serializer() -> None:
    """One row, its columns by the serializer and one by name; the second call makes no other model."""
    report = serializer(id=serializers.IntegerField(), name=serializers.CharField())
    sql = "SELECT 1 AS id, 'Ann' AS name, %(customer)s AS customer_id"
    ann = Customer.objects.create(name="Ann", email="ann@example.org")
    rows = sql_rows(sql, {"customer": ann.pk}, {"customer": Customer}, serializer=report)
    again = sql_rows(sql, {"customer": None}, {"customer": Customer}, serializer=report)
    assert rows.get(customer__name="Ann").name == "Ann"
    assert rows.model is again.model
    assert again.get().customer is None
