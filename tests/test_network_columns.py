"""Columns of PostgreSQL's network types under field classes of a project's own."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Prefetch
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.hostile.attack import attack
from tests.views import compare

if connection.vendor != "postgresql":
    pytest.skip("of PostgreSQL's types", allow_module_level=True)

from tests.testapp.models.arrays import NetworkRow

pytestmark = pytest.mark.django_db

VALUES = [
    ("10.0.0.1", "10.0.0.0/24", "08:00:2b:01:02:03", "10.0.0.1"),
    ("10.0.0.7/24", "2001:db8::/32", "ff:ff:ff:ff:ff:ff", "10.0.0.7/24"),
    ("::1", "0.0.0.0/0", None, "2001:db8::ffff/64"),
    ("::ffff:10.0.0.1/128", "1.2.3.4/32", "00:00:00:00:00:00", "::ffff:10.0.0.1"),
    (None, None, None, None),
]


@pytest.fixture(autouse=True)
def rows() -> None:
    made: list[Any] = []
    for interface, network, hardware, plain in VALUES:
        parent = made[-1] if made else None
        row = NetworkRow(interface=interface, network=network, hardware=hardware, plain=plain, parent=parent)
        row.save()
        made.append(row)


class Strings(serializers.ModelSerializer):
    interface = serializers.CharField()
    network = serializers.CharField()
    hardware = serializers.CharField()
    plain = serializers.CharField()

    class Meta:
        model = NetworkRow
        fields = ["id", "interface", "network", "hardware", "plain"]


class Family(serializers.Field):
    def to_representation(self, value: Any) -> Any:
        return [value.version, type(value).__name__, str(value)]


class Families(serializers.ModelSerializer):
    interface = Family()
    network = Family()

    class Meta:
        model = NetworkRow
        fields = ["id", "interface", "network", "hardware", "plain"]


class OfInstances(serializers.ModelSerializer):
    shown = serializers.SerializerMethodField()
    parent = Strings()
    children = Families(many=True)

    class Meta:
        model = NetworkRow
        fields = ["shown", "parent", "children", "plain"]

    def get_shown(self, row: NetworkRow) -> str:
        return repr([row.interface, row.network, row.hardware, row.plain, row.parent and row.parent.network])


LEFT_TO_DRF = model_serializer(NetworkRow, "id", "interface", "network", "hardware", "plain")

ROWS = NetworkRow.objects.order_by("pk")
QUERYSETS = [
    ROWS,
    ROWS.select_related("parent").prefetch_related("children"),
    ROWS.prefetch_related(Prefetch("children", NetworkRow.objects.order_by("-pk"))),
]


@pytest.mark.parametrize("serializer", [Strings, Families, OfInstances, LEFT_TO_DRF])
@pytest.mark.parametrize("queryset", QUERYSETS)
def test_network_columns(serializer: type, queryset: Any):
    assert "serializer" not in attack(queryset, serializer).values()


def test_an_annotation_of_such_a_column():
    shown = model_serializer(
        NetworkRow, "id", far=serializers.CharField(), near=Family(), alike=serializers.ReadOnlyField()
    )
    rows = ROWS.annotate(far=F("parent__network"), near=F("interface"), alike=F("plain"))
    compare("/rows/", queryset=rows, serializer_class=shown)
    compare("/rows/", queryset=rows.filter(interface=None), serializer_class=shown)


def test_a_class_that_has_more_to_say():
    """Its converters are not known."""

    class Own(type(NetworkRow._meta.get_field("plain"))):
        def get_db_converters(self, connection: Any) -> Any:
            return [lambda value, expression, connection: f"<{value}>"]

    from drf_sqllist.plan.registry import kind_of
    from drf_sqllist.problems import Unsupported

    field = Own()
    field.set_attributes_from_name("own")
    field.model = NetworkRow
    with pytest.raises(Unsupported):
        kind_of(field)
