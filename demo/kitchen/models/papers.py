"""Tickets, batches and notes: models that look at themselves when they are made."""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_init
from django.dispatch import receiver

from demo.kitchen.models.people import Cook
from demo.kitchen.models.stock import Ingredient


class Ticket(models.Model):
    """Remembers the status that it was loaded with."""

    class Status(models.TextChoices):
        OPEN = "open"
        FIRED = "fired"
        SERVED = "served"

    number = models.CharField(max_length=12)
    table = models.IntegerField()
    cook = models.ForeignKey(Cook, on_delete=models.CASCADE, related_name="tickets")
    status = models.CharField(max_length=10, choices=Status.choices)
    opened_at = models.DateTimeField()
    served_at = models.DateTimeField(null=True, blank=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._original_status = self.status

    def __str__(self) -> str:
        return f"Ticket {self.number}"

    @property
    def is_dirty(self) -> bool:
        return self.status != self._original_status

    @property
    def original_status(self) -> str:
        return self._original_status


class Batch(models.Model):
    ingredient = models.ForeignKey(Ingredient, on_delete=models.CASCADE, related_name="batches")
    code = models.CharField(max_length=12)
    weight = models.DecimalField(max_digits=8, decimal_places=3)
    packed = models.DateField()
    best_before = models.DateField()

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.code


@receiver(post_init, sender=Batch)
def label_batch(instance: Batch, **kwargs: Any) -> None:
    """An instance differs from its row: codes are written in either case, and a label hangs on it."""
    instance.code = instance.code.upper()
    instance.label = f"{instance.code}/{instance.packed:%y%m%d}"  # type: ignore[attr-defined]


class Note(models.Model):
    """On anything."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()
    author = models.ForeignKey(Cook, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("content_type", "object_id")),)

    def __str__(self) -> str:
        return self.text
