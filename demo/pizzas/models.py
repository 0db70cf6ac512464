"""Five tables: to-one, one-to-one, one-to-many and many-to-many below an order."""

from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(unique=True)

    def __str__(self) -> str:
        return self.name


class Topping(models.Model):
    name = models.CharField(max_length=40, unique=True)
    price = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Order(models.Model):
    class Status(models.TextChoices):
        NEW = "new"
        BAKING = "baking"
        DELIVERING = "delivering"
        DONE = "done"

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    placed_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NEW)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-placed_at", "-id")
        indexes = (
            models.Index(fields=("-placed_at", "-id"), name="order_newest"),
            models.Index(fields=("status", "-placed_at", "-id"), name="order_newest_of_status"),
        )

    def __str__(self) -> str:
        return f"Order {self.pk}"


class Delivery(models.Model):
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="delivery")
    address = models.CharField(max_length=120)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return self.address


class Pizza(models.Model):
    class Size(models.TextChoices):
        SMALL = "S"
        MEDIUM = "M"
        LARGE = "L"

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="pizzas")
    size = models.CharField(max_length=1, choices=Size.choices, default=Size.MEDIUM)
    price = models.DecimalField(max_digits=6, decimal_places=2)
    toppings = models.ManyToManyField(Topping, related_name="pizzas", blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_size_display()} pizza"
