"""Columns that only PostgreSQL has."""

from collections.abc import Callable
from ipaddress import ip_interface, ip_network
from typing import Any, ClassVar

from django.contrib.postgres.fields import (
    ArrayField,
    BigIntegerRangeField,
    DateRangeField,
    DateTimeRangeField,
    DecimalRangeField,
    HStoreField,
    IntegerRangeField,
)
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class ArrayRow(models.Model):
    integers = ArrayField(models.IntegerField(null=True), null=True)
    words = ArrayField(models.CharField(max_length=50, null=True), null=True)
    flags = ArrayField(models.BooleanField(null=True), null=True)
    uuids = ArrayField(models.UUIDField(), null=True)
    addresses = ArrayField(models.GenericIPAddressField(), null=True)
    grid = ArrayField(ArrayField(models.IntegerField()), null=True)
    decimals = ArrayField(models.DecimalField(max_digits=8, decimal_places=3, null=True), null=True)
    floats = ArrayField(models.FloatField(null=True), null=True)
    dates = ArrayField(models.DateField(), null=True)
    moments = ArrayField(models.DateTimeField(null=True), null=True)
    documents = ArrayField(models.JSONField(), null=True)
    spans = ArrayField(IntegerRangeField(), null=True)


class RangeRow(models.Model):
    integers = IntegerRangeField(null=True)
    bigs = BigIntegerRangeField(null=True)
    decimals = DecimalRangeField(null=True)
    dates = DateRangeField(null=True)
    moments = DateTimeRangeField(null=True)


class HStoreRow(models.Model):
    """Its table is made by the tests, where the server has the extension."""

    data = HStoreField(null=True)

    class Meta:
        managed = False


class _Network(models.Field):
    """As packages such as django-netfields have it: a type of its own, and objects of ``ipaddress``."""

    make: ClassVar[Callable[[str], Any]]
    type: ClassVar[str]

    def db_type(self, connection: object) -> str:
        return self.type

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else type(self).make(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


class InterfaceField(_Network):
    make, type = staticmethod(ip_interface), "inet"


class NetworkField(_Network):
    make, type = staticmethod(ip_network), "cidr"


class HardwareField(_Network):
    make, type = staticmethod(str.upper), "macaddr"


class PlainAddressField(models.Field):
    """What the driver gives."""

    def db_type(self, connection: object) -> str:
        return "inet"


class NetworkRow(models.Model):
    interface = InterfaceField(null=True)
    network = NetworkField(null=True)
    hardware = HardwareField(null=True)
    plain = PlainAddressField(null=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="children")


class SearchRow(models.Model):
    words = SearchVectorField(null=True)
