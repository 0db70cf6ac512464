"""The project's models."""

from django.db import models


class Shelf(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "plugin_shop"


class Book(models.Model):
    title = models.CharField(max_length=20)
    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="books")

    class Meta:
        app_label = "plugin_shop"
