"""A site that books hotel rooms."""

from typing import Any

from django.db import models
from djmoney.models.fields import MoneyField
from parler.managers import TranslatableManager
from parler.models import TranslatableModel, TranslatedFields


class City(models.Model):
    name = models.CharField(max_length=60)
    country = models.CharField(max_length=2)


class Owner(models.Model):
    name = models.CharField(max_length=60)
    email = models.EmailField()


class Amenity(models.Model):
    label = models.CharField(max_length=60)

    class Meta:
        ordering = ["label"]


class Hotel(models.Model):
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)
    stars = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    added_at = models.DateTimeField()
    city = models.ForeignKey(City, models.CASCADE, related_name="hotels")
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="hotels", null=True)
    amenities = models.ManyToManyField(Amenity, related_name="hotels")


class Room(models.Model):
    class Kind(models.TextChoices):
        SINGLE = "s", "Single room"
        DOUBLE = "d", "Double room"

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="rooms")
    door_number = models.CharField(max_length=8)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    square_metres = models.FloatField(null=True)
    last_cleaned = models.DateTimeField(null=True)

    class Meta:
        ordering = ["door_number"]


class Booking(models.Model):
    room = models.ForeignKey(Room, models.CASCADE, related_name="bookings")
    guest_name = models.CharField(max_length=60)
    arrival = models.DateField()
    nights = models.PositiveSmallIntegerField()
    answers: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["arrival", "id"]


class Offer(models.Model):
    """What a room costs, in the hotel's currency (django-money)."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="offers")
    title = models.CharField(max_length=60)
    price: Any = MoneyField(max_digits=10, decimal_places=2, default_currency="EUR")
    deposit: Any = MoneyField(max_digits=10, decimal_places=2, null=True, default_currency=None)


class Page(models.Model):
    """A page of the site, in the languages of ``translation.py`` (django-modeltranslation)."""

    slug = models.SlugField()
    title = models.CharField(max_length=60)
    body = models.TextField()
    city = models.ForeignKey(City, models.CASCADE, related_name="pages")


class Guide(TranslatableModel):
    """A guide to a city, its texts in a table of their own (django-parler)."""

    city = models.ForeignKey(City, models.CASCADE, related_name="guides")
    length = models.PositiveSmallIntegerField()
    translations = TranslatedFields(title=models.CharField(max_length=60), summary=models.TextField())

    objects = TranslatableManager()
    plain: Any = models.Manager()
