"""Columns that only PostgreSQL has."""

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


class SearchRow(models.Model):
    words = SearchVectorField(null=True)
