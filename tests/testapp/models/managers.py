"""Managers whose answer depends on more than the model."""

from contextvars import ContextVar

from django.db import models

tenant: ContextVar[str] = ContextVar("tenant", default="")
allowed: ContextVar[tuple[int, ...]] = ContextVar("allowed", default=())


class TenantManager(models.Manager["Invoice"]):
    """Rows of the current tenant only: what one request may see, another may not."""

    def get_queryset(self) -> models.QuerySet["Invoice"]:
        return super().get_queryset().filter(tenant=tenant.get())


class Customer(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        ordering = ["pk"]


class Invoice(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="invoices")
    tenant = models.CharField(max_length=20)
    total = models.IntegerField(default=0)

    objects = TenantManager()
    everything = models.Manager()

    class Meta:
        ordering = ["pk"]


class AllowedManager(models.Manager["Secret"]):
    """With nothing allowed this is ``pk__in=[]``, the query that Django never sends."""

    def get_queryset(self) -> models.QuerySet["Secret"]:
        return super().get_queryset().filter(pk__in=allowed.get())


class Secret(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="secrets")
    text = models.CharField(max_length=20)

    objects = AllowedManager()
    everything = models.Manager()

    class Meta:
        ordering = ["pk"]
