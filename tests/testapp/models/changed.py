"""Models whose instances hold other values than their columns: only Python knows them."""

from typing import Any

from django.db import models
from django.db.models.signals import post_init
from django.dispatch import receiver


class Named(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        abstract = True


class ChangedFromDb(Named):
    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Any:
        row = super().from_db(db, field_names, values, **options)
        row.name = f"<{row.name}>"
        return row


class ChangedInInit(Named):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.pk:
            self.name = f"<{self.name}>"


class ChangedBySignal(Named):
    pass


@receiver(post_init, sender=ChangedBySignal)
def change(instance: ChangedBySignal, **kwargs: Any) -> None:
    if instance.pk:
        instance.name = f"<{instance.name}>"


class ChangedByAttribute(Named):
    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        return f"<{value}>" if name == "name" and self.pk else value


class ChangedChild(models.Model):
    parent = models.ForeignKey(ChangedFromDb, models.CASCADE, related_name="children")

    class Meta:
        ordering = ["pk"]


class Remembering(Named):
    """Keeps what it was loaded with beside its columns, as packages do that track changes."""

    _was: Any = None
    document = models.JSONField(default=dict)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    friends = models.ManyToManyField("self", symmetrical=False, related_name="befriended")

    class Meta:
        ordering = ["pk"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._was = {"name": self.name, "parent": self.parent_id}

    @property
    def label(self) -> str:
        return f"{self.name}<{self._was['name']}"


class ChangedInside(Named):
    """Changes a value without putting another in its place."""

    document = models.JSONField(default=dict)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document["loaded"] = True


class Bracketed:
    """What ``instance.name`` gives."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else f"<{instance.__dict__[self.name]}>"

    def __set__(self, instance: Any, value: str) -> None:
        instance.__dict__[self.name] = value.strip("<>")


class BracketedField(models.CharField):
    def contribute_to_class(self, cls: type, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, Bracketed(name))


class ChangedByDescriptor(models.Model):
    name = BracketedField(max_length=20)


class Measured(str):
    """A word that knows its length."""

    @property
    def size(self) -> int:
        return len(self)


class Measuring:
    """Converts the column's value when somebody looks at it first, and keeps what it made."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        own = instance.__dict__
        if not isinstance(own[self.name], Measured):
            own[self.name] = Measured(own[self.name])
        return own[self.name]

    def __set__(self, instance: Any, value: str) -> None:
        instance.__dict__[self.name] = value


class MeasuredField(models.CharField):
    def contribute_to_class(self, cls: type, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, Measuring(name))


class ConvertedByDescriptor(Named):
    word = MeasuredField(max_length=20)
