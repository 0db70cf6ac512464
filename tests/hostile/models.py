"""Models of the attack tests. Imported when tests are collected, so that their tables are made with the rest."""

import uuid
from contextvars import ContextVar
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.fields.files import FieldFile

prefix: ContextVar[str] = ContextVar("prefix", default="")


class Base(models.Model):
    class Meta:
        abstract = True
        app_label = "testapp"


class Shop(Base):
    """A property with a setter takes what an annotation of its name brings."""

    name = models.CharField(max_length=20)
    note = models.CharField(max_length=20, null=True)

    @property
    def sold(self) -> int:
        return getattr(self, "_sold", None) or 0

    @sold.setter
    def sold(self, value: int | None) -> None:
        self._sold = value

    class Meta(Base.Meta):
        ordering = ["pk"]


class AliveManager(models.Manager["Item"]):
    """The soft-deleting manager of a well-known article."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.alive_only = kwargs.pop("alive_only", True)
        super().__init__(*args, **kwargs)

    def get_queryset(self) -> models.QuerySet["Item"]:
        rows = super().get_queryset()
        return rows.filter(deleted=False) if self.alive_only else rows


class Item(Base):
    """Its default manager shows everything; related managers are made of its *class*, without its arguments."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="items")
    name = models.CharField(max_length=20)
    deleted = models.BooleanField(default=False)
    stock = models.IntegerField(default=0)

    all_objects = AliveManager(alive_only=False)
    objects = AliveManager()

    class Meta(Base.Meta):
        ordering = ["pk"]


class InstanceManager(models.Manager["Ticket"]):
    """Related managers have an ``instance``."""

    def get_queryset(self) -> models.QuerySet["Ticket"]:
        rows = super().get_queryset()
        return rows.filter(public=True) if hasattr(self, "instance") else rows


class Ticket(Base):
    shop = models.ForeignKey(Shop, models.CASCADE, related_name="tickets")
    public = models.BooleanField(default=False)
    objects = InstanceManager()

    class Meta(Base.Meta):
        ordering = ["pk"]


class LiveRows(models.QuerySet["Letterbox"]):
    """Adds its condition wherever somebody filters, related managers too."""

    def filter(self, *args: Any, **kwargs: Any) -> "LiveRows":
        return super().filter(*args, **kwargs).exclude(hidden=True)


class Letterbox(Base):
    shop = models.ForeignKey(Shop, models.CASCADE, related_name="letterboxes")
    hidden = models.BooleanField(default=False)
    objects = LiveRows.as_manager()

    class Meta(Base.Meta):
        ordering = ["pk"]


class Loose(Base):
    """A key that says it is never NULL and always finds its row."""

    shop = models.ForeignKey(Shop, models.DO_NOTHING, db_constraint=False, related_name="+")
    name = models.CharField(max_length=20)

    class Meta(Base.Meta):
        ordering = ["pk"]


class Report(Base):
    """A database view, as its model describes it."""

    shop = models.ForeignKey(Shop, models.DO_NOTHING, related_name="+")

    class Meta(Base.Meta):
        managed = False
        ordering = ["pk"]


class Legacy(Base):
    """A table whose columns are of other types than Django would have made."""

    number = models.FloatField(null=True)
    moment = models.DateTimeField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    count = models.IntegerField(null=True)
    flag = models.BooleanField(null=True)
    text = models.TextField(null=True)
    date = models.DateField(null=True)
    key = models.UUIDField(null=True)

    class Meta(Base.Meta):
        managed = False
        ordering = ["pk"]


class Elsewhere(Base):
    """In another schema, by the trick that Django's quoting allows."""

    name = models.CharField(max_length=20, db_column='"Name"')

    class Meta(Base.Meta):
        managed = False
        db_table = 'hostile"."elsewhere'


class Pointer(Base):
    elsewhere = models.ForeignKey(Elsewhere, models.DO_NOTHING, db_constraint=False, related_name="pointers")

    class Meta(Base.Meta):
        ordering = ["pk"]


class Titled(Base):
    """Sets its attributes its own way."""

    name = models.CharField(max_length=20)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value.title() if name == "name" and value else value)


class Remark(Base):
    text = models.CharField(max_length=20)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=36)
    target = GenericForeignKey("content_type", "object_id")

    class Meta(Base.Meta):
        ordering = ["pk"]


class Remarked(Base):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    remarks = GenericRelation(Remark)


class Underscored(Base):
    """Names that the statement uses for itself."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="underscored")
    _row = models.IntegerField(default=1)
    _parent = models.IntegerField(default=2)

    class Meta(Base.Meta):
        ordering = ["shop__name", "pk"]


class HexField(models.BinaryField):
    def value_to_string(self, obj: models.Model) -> str:
        return bytes(self.value_from_object(obj)).hex()


class HexRow(Base):
    data = HexField()


class PrefixedField(models.CharField):
    """Looks up what the current tenant calls it."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return prefix.get() + super().get_db_prep_value(value, connection, prepared)


class Prefixed(Base):
    name = PrefixedField(max_length=20)


class LongAlike(Base):
    a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_name_one = models.IntegerField(db_column="n1")
    a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_name_two = models.IntegerField(db_column="n2")


class OpenManager(models.Manager["Basis"]):
    def get_queryset(self) -> models.QuerySet["Basis"]:
        return super().get_queryset().filter(is_open=True)


class Basis(Base):
    """Its base manager hides rows; what Django has already is not asked for through it."""

    name = models.CharField(max_length=20)
    is_open = models.BooleanField(default=True)
    objects = models.Manager()
    opened = OpenManager()

    class Meta(Base.Meta):
        base_manager_name = "opened"
        ordering = ["pk"]


class Upper(Basis):
    """Inherits the table, and reaches the row above without a query."""

    level = models.IntegerField(default=0)

    class Meta(Base.Meta):
        base_manager_name = "all"
        ordering = ["pk"]

    all = models.Manager()


class Part(Base):
    basis = models.ForeignKey(Basis, models.CASCADE, related_name="parts")
    twin = models.OneToOneField(Basis, models.CASCADE, null=True, related_name="twin")

    class Meta(Base.Meta):
        ordering = ["pk"]


class Ring(Base):
    """A hidden row, its child, and the way back."""

    basis = models.ForeignKey(Basis, models.CASCADE, related_name="rings")
    next = models.ForeignKey("self", models.CASCADE, null=True, related_name="previous")

    class Meta(Base.Meta):
        ordering = ["pk"]


class Wordy(Base):
    """Its key to a shop is kept as text."""

    shop = models.ForeignKey(Shop, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)

    class Meta(Base.Meta):
        managed = False
        ordering = ["pk"]


class HelpedManager(models.Manager["Helped"]):
    """Asks for its instance in a method of its own, and in its attributes."""

    def _is_related(self) -> bool:
        return hasattr(self, "instance")

    def get_queryset(self) -> models.QuerySet["Helped"]:
        rows = super().get_queryset()
        return rows.filter(public=True) if self._is_related() else rows


class Helped(Base):
    shop = models.ForeignKey(Shop, models.CASCADE, related_name="helped")
    public = models.BooleanField(default=False)
    objects = HelpedManager()

    class Meta(Base.Meta):
        ordering = ["pk"]


class Wide(Base):
    """More columns than a function takes arguments."""

    name = models.CharField(max_length=20)
    for _number in range(230):
        locals()[f"n{_number}"] = models.IntegerField(default=_number, null=_number % 2 == 0)
    details = models.JSONField(null=True)
    del _number


class Money:
    def __init__(self, amount: Any) -> None:
        self.amount = amount

    def __str__(self) -> str:
        return f"EUR {self.amount}"


class MoneyField(models.DecimalField):
    """Makes an object that can be changed."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Money | None:
        return None if value is None else Money(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.amount if isinstance(value, Money) else value)


class LoudField(models.CharField):
    """NULL, the connection and an error have a say in what is loaded."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        if value == "boom":
            raise ValueError("boom")
        return f"{connection.alias}:{'nothing' if value is None else value.upper()}"


class Loud(Base):
    word = LoudField(max_length=20, null=True)
    price = MoneyField(max_digits=8, decimal_places=2, null=True)
    wide = models.ForeignKey(Wide, models.CASCADE, null=True, related_name="louds")
    file = models.FileField(null=True)

    class Meta(Base.Meta):
        ordering = ["pk"]


class StampedFile(FieldFile):
    """A file whose address says whose it is."""

    @property
    def url(self) -> str:
        return f"{super().url}?of={self.instance.pk}"


class StampedField(models.FileField):
    attr_class = StampedFile


class Stamped(Base):
    file = StampedField(null=True)
    above = models.ForeignKey("self", models.CASCADE, null=True, related_name="below")

    class Meta(Base.Meta):
        ordering = ["pk"]


class Paper(Base):
    """Files in lists of lists, with names of any length."""

    file = models.FileField(max_length=5000, null=True)
    copy = models.ImageField(max_length=5000, default="")
    of = models.ForeignKey("self", models.CASCADE, null=True, related_name="copies")

    class Meta(Base.Meta):
        ordering = ["pk"]


class Sized(Base):
    """Django asks the file for its size where the column does not say it."""

    image = models.ImageField(width_field="width", null=True)
    width = models.PositiveIntegerField(null=True)

    class Meta(Base.Meta):
        ordering = ["pk"]


class Crate(Base):
    """Rows without an order."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="crates")
    source = models.ForeignKey(Shop, models.CASCADE, related_name="+")
    buyers = models.ManyToManyField(Shop, related_name="bought")
    label = models.CharField(max_length=20)
