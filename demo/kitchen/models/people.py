"""Who works where."""

from datetime import date

from django.db import models
from django.utils.functional import cached_property

from demo.kitchen.models.columns import SealedField


class Station(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=40)
    floor = models.IntegerField()

    def __str__(self) -> str:
        return self.name


class Cook(models.Model):
    class Grade(models.TextChoices):
        COMMIS = "commis", "Commis"
        PARTIE = "partie", "Chef de partie"
        SOUS = "sous", "Sous-chef"
        CHEF = "chef", "Chef de cuisine"

    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    grade = models.CharField(max_length=10, choices=Grade.choices)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="cooks")
    boss = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="team", null=True, blank=True)
    hired = models.DateField()
    wage = models.DecimalField(max_digits=8, decimal_places=2)
    languages = models.JSONField(default=list)
    pin = SealedField()

    def __str__(self) -> str:
        return f"{self.full_name}, {self.station.name}"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.full_name.split())

    @cached_property
    def seniority(self) -> int:
        """Full years at the end of 2026."""
        return (date(2026, 12, 31) - self.hired).days // 365

    def get_absolute_label(self) -> str:
        return f"{self.get_grade_display()} {self.last_name}"
