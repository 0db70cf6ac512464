"""Inheritance, odd keys, odd names."""

import uuid
from decimal import Decimal

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Place(models.Model):
    name = models.CharField(max_length=20)


class Restaurant(Place):
    stars = models.IntegerField(default=0)


class Pizzeria(Restaurant):
    oven = models.CharField(max_length=20, default="wood")
    rival = models.ForeignKey(Place, models.SET_NULL, null=True, related_name="rivals")


class Waiter(models.Model):
    restaurant = models.ForeignKey(Restaurant, models.CASCADE, related_name="waiters")
    name = models.CharField(max_length=20)

    class Meta:
        ordering = ["pk"]


class Stamped(models.Model):
    created = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-created", "pk"]


class Letter(Stamped):
    subject = models.CharField(max_length=20)

    class Meta(Stamped.Meta):
        pass


class LoudLetter(Letter):
    class Meta:
        proxy = True
        ordering = ["-pk"]


class Reserved(models.Model):
    """Words and signs of SQL as the names of columns and of the table."""

    select = models.CharField(max_length=20, db_column="select")
    order = models.IntegerField(db_column="order")
    mixed = models.CharField(max_length=20, db_column="Mixed Case & sign")
    parent = models.ForeignKey("self", models.CASCADE, null=True, db_column="from", related_name="where")

    class Meta:
        db_table = "group"
        ordering = ["pk"]


class LongNames(models.Model):
    a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_postgres_name = models.IntegerField(db_column="n")


class UuidKey(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=20)


class UuidChild(models.Model):
    parent = models.ForeignKey(UuidKey, models.CASCADE, null=True, related_name="children")

    class Meta:
        ordering = ["pk"]


class DecimalKey(models.Model):
    id = models.DecimalField(primary_key=True, max_digits=6, decimal_places=2, default=Decimal("1.50"))


class DecimalChild(models.Model):
    parent = models.ForeignKey(DecimalKey, models.CASCADE, null=True, related_name="children")

    class Meta:
        ordering = ["pk"]


class TextKey(models.Model):
    slug = models.SlugField(primary_key=True, max_length=40, allow_unicode=True)
    peers = models.ManyToManyField("self")

    class Meta:
        ordering = ["slug"]


class OneToOneKey(models.Model):
    """Its primary key is another row's."""

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True, related_name="permit")
    number = models.IntegerField(default=0)


class Sign(models.Model):
    """Named by a text that need not be there; leads to objects by such texts."""

    slug = models.CharField(max_length=40, null=True)
    number = models.IntegerField(default=0)
    key = models.ForeignKey(TextKey, models.CASCADE, null=True, related_name="signs")
    above = models.ForeignKey("self", models.CASCADE, null=True, related_name="below")

    class Meta:
        ordering = ["pk"]


class SeenSign(models.Model):
    """The table of signs, without Django's promises about it."""

    slug = models.CharField(max_length=40)
    number = models.IntegerField()
    key = models.ForeignKey(TextKey, models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "testapp_sign"
        ordering = ["pk"]


class Pair(models.Model):
    """A primary key of two columns."""

    pk = models.CompositePrimaryKey("left", "right")
    left = models.IntegerField()
    right = models.CharField(max_length=20)


class Dangling(models.Model):
    """Points at rows that may not be there."""

    place = models.ForeignKey(Place, models.DO_NOTHING, null=True, db_constraint=False, related_name="danglers")
    permit = models.ForeignKey(OneToOneKey, models.DO_NOTHING, null=True, db_constraint=False, related_name="danglers")

    class Meta:
        ordering = ["pk"]


class Marker(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
