"""What lies in the store, and who brings it."""

from typing import Any

from django.db import models

from demo.kitchen.models.columns import CommaSeparatedField


class PresentManager(models.Manager):
    """Soft delete: what was deleted is still there, and nobody sees it."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Supplier(models.Model):
    name = models.CharField(max_length=60)
    email = models.EmailField()
    country = models.CharField(max_length=2)
    contact = models.JSONField(default=dict)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = PresentManager()
    all_objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"


class Ingredient(models.Model):
    class Storage(models.TextChoices):
        DRY = "dry", "Dry store"
        COLD = "cold", "Cold room"
        FROZEN = "frozen", "Freezer"

    name = models.CharField(max_length=60)
    sku = models.CharField(max_length=20)
    supplier = models.ForeignKey(Supplier, on_delete=models.SET_NULL, related_name="ingredients", null=True, blank=True)
    storage = models.CharField(max_length=10, choices=Storage.choices)
    price = models.DecimalField(max_digits=8, decimal_places=3)
    titles = models.JSONField(default=dict)
    attributes = models.JSONField(default=dict)
    days = models.JSONField(default=list)
    seasons = models.CharField(max_length=40, blank=True)
    allergens = CommaSeparatedField(max_length=120, blank=True)
    expires = models.DateField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = PresentManager()
    all_objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} [{self.sku}]"
