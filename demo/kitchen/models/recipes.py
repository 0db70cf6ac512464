"""What is cooked, from what, and what guests said of it."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models

from demo.kitchen.models.people import Cook, Station
from demo.kitchen.models.stock import Ingredient


class Tag(models.Model):
    name = models.CharField(max_length=30)
    slug = models.SlugField(unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"#{self.name}"


class Recipe(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        TESTED = "tested", "In the test kitchen"
        MENU = "menu", "On the menu"
        RETIRED = "retired", "Retired"

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="recipes")
    author = models.ForeignKey(Cook, on_delete=models.CASCADE, related_name="recipes")
    tester = models.ForeignKey(Cook, on_delete=models.SET_NULL, related_name="tested", null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    minutes = models.IntegerField(null=True, blank=True)
    written_at = models.DateTimeField()
    story = models.TextField(blank=True)
    settings = models.JSONField(default=dict)
    tags = models.ManyToManyField(Tag, related_name="recipes", blank=True)
    notes = GenericRelation("kitchen.Note")

    def __str__(self) -> str:
        return self.name

    @property
    def main_cook(self) -> Cook:
        """Who answers for it: the tester once there is one."""
        return self.tester or self.author

    @property
    def cost(self) -> Decimal:
        return sum((line.cost for line in self.lines.all()), Decimal())

    @property
    def is_quick(self) -> bool:
        return self.minutes is not None and self.minutes <= 20

    @property
    def margin(self) -> Decimal:
        return self.price - self.cost

    def get_absolute_label(self) -> str:
        return f"{self.slug}-{self.pk}"


class Line(models.Model):
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="lines")
    ingredient = models.ForeignKey(Ingredient, on_delete=models.CASCADE, related_name="lines")
    position = models.IntegerField()
    quantity = models.DecimalField(max_digits=8, decimal_places=3)
    price = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"{self.quantity} × {self.ingredient.name}"

    @property
    def cost(self) -> Decimal:
        return self.price * self.quantity


class Review(models.Model):
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="reviews")
    guest = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    stars = models.IntegerField()
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-written_at", "-id")

    def __str__(self) -> str:
        return f"{self.guest}: {'★' * self.stars}"
