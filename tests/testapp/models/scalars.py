"""One wide model for each family of scalar fields."""

import json
import uuid
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

FOLDER = str(Path(__file__).parent)
"""What a FilePathField lists when its serializer is made."""


class TextRow(models.Model):
    char = models.CharField(max_length=200, default="")
    text = models.TextField(default="")
    maybe = models.TextField(null=True)
    email = models.EmailField(default="a@example.org")
    url = models.URLField(default="https://example.org/?a=1&b=2")
    slug = models.SlugField(default="a-slug")
    path = models.FilePathField(path=FOLDER, match=r"\.py$", default="/nowhere/a.txt")
    address = models.GenericIPAddressField(null=True)


class NumberRow(models.Model):
    integer = models.IntegerField(default=0)
    small = models.SmallIntegerField(default=0)
    big = models.BigIntegerField(default=0)
    positive = models.PositiveIntegerField(default=0)
    positive_small = models.PositiveSmallIntegerField(default=0)
    positive_big = models.PositiveBigIntegerField(default=0)
    maybe = models.IntegerField(null=True)
    floating = models.FloatField(default=0.0)
    maybe_floating = models.FloatField(null=True)


class DecimalRow(models.Model):
    price = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal("0"))
    maybe = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    wide = models.DecimalField(max_digits=22, decimal_places=4, default=Decimal("0"))
    tiny = models.DecimalField(max_digits=12, decimal_places=8, default=Decimal("0"))
    whole = models.DecimalField(max_digits=10, decimal_places=0, default=Decimal("0"))


class FlagRow(models.Model):
    flag = models.BooleanField(default=False)
    maybe = models.BooleanField(null=True)


class MomentRow(models.Model):
    date = models.DateField(null=True)
    time = models.TimeField(null=True)
    moment = models.DateTimeField(null=True)
    duration = models.DurationField(null=True)


class UuidRow(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    other = models.UUIDField(null=True)
    rank = models.IntegerField(default=0)


class UpperDecoder(json.JSONDecoder):
    """Gives every top-level string in capitals: what a custom decoder does cannot be known."""

    def decode(self, s: str, **kwargs: object) -> object:  # type: ignore[override]
        value = super().decode(s, **kwargs)  # type: ignore[arg-type]
        return value.upper() if isinstance(value, str) else value


class JsonRow(models.Model):
    data = models.JSONField(null=True)
    decoded = models.JSONField(null=True, decoder=UpperDecoder)


class Status(models.TextChoices):
    NEW = "new", _("New")
    DONE = "done", _("Yes")


class Level(models.IntegerChoices):
    LOW = 1, "Low"
    HIGH = 2, 'High "quoted"'


class ChoiceRow(models.Model):
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    level = models.IntegerField(choices=Level, null=True)
    amount = models.DecimalField(
        max_digits=5, decimal_places=2, choices=[(Decimal("1.50"), "one and a half")], default=Decimal("1.50")
    )
    since = models.DateTimeField(choices=[(datetime(2024, 1, 1), "new year")], null=True)
    grouped = models.CharField(
        max_length=10, choices=[("Odd", [("a", "A"), ("c", "C")]), ("b", "B")], default="a", blank=True
    )
    custom = models.CharField(max_length=10, choices=[("x", "X")], default="x")

    def get_custom_display(self) -> str:
        return f"<{self.custom}>"


class FileRow(models.Model):
    file = models.FileField(null=True)
    image = models.ImageField(null=True)


class BinaryRow(models.Model):
    data = models.BinaryField(null=True)


class GeneratedRow(models.Model):
    name = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    double = models.GeneratedField(
        expression=F("amount") * 2,
        output_field=models.DecimalField(max_digits=9, decimal_places=2),
        db_persist=True,
    )
    shout = models.GeneratedField(
        expression=Concat(F("name"), Value("!")), output_field=models.CharField(max_length=21), db_persist=True
    )


class Celsius(models.FloatField):
    """A field class of the project's own, which DRF maps by its base."""


class Reversed(models.Field):
    """A field class that DRF does not know: it becomes a ModelField and its ``value_to_string`` is asked."""

    def db_type(self, connection: object) -> str:
        return "varchar(40)"

    def from_db_value(self, value: str | None, expression: object, connection: object) -> list[str] | None:
        return None if value is None else list(reversed(value))

    def get_prep_value(self, value: list[str] | None) -> str | None:
        return None if value is None else "".join(reversed(value))

    def value_to_string(self, obj: models.Model) -> str:
        return "".join(self.value_from_object(obj) or [])


class Padded(models.CharField):
    """``char(n)``, which PostgreSQL fills up with blanks."""

    def db_type(self, connection: object) -> str:
        return f"char({self.max_length})"


class CustomFieldRow(models.Model):
    padded = Padded(max_length=10, default="")
    warmth = Celsius(default=0.5)
    word = Reversed(null=True)


class Sealed(models.TextField):
    """Stored backwards; what is not there is a dash to Python."""

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str:
        return "–" if value is None else value[::-1]

    def get_prep_value(self, value: str | None) -> str | None:
        return None if value is None else value[::-1]


class SealedRow(models.Model):
    text = Sealed(null=True)

    @property
    def opened(self) -> str:
        return f"<{self.text}>"
