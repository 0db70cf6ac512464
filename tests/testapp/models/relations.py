"""Countries, authors, books: every cardinality of a relation, and managers that filter."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Sum, Value
from django.db.models.functions import Concat, Lower
from django.utils.functional import cached_property

from drf_sqllist import reads, sql_twin


class Country(models.Model):
    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=50)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Author(models.Model):
    name = models.CharField(max_length=50)
    born = models.DateField(null=True)
    country = models.ForeignKey(Country, models.CASCADE, null=True, related_name="authors")
    mentor = models.ForeignKey("self", models.SET_NULL, null=True, related_name="pupils")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split())

    def shout(self) -> str:
        return self.name.upper()

    @cached_property
    def greeting(self) -> str:
        return f"Dear {self.name}"

    @property
    def homeland(self) -> str:
        """An AttributeError for those without a country."""
        return self.country.name  # type: ignore[union-attr]

    @property
    @reads("name", "country__name")
    def signature(self) -> str:
        return f"{self.name} of {self.country.name if self.country else 'nowhere'}"

    @property
    @sql_twin(Concat("name", Value("!")))
    def cheer(self) -> str:
        return f"{self.name}!"

    @property
    @sql_twin(Count("books"))
    def book_count(self) -> int:
        return self.books.count()

    @sql_twin(Sum("books__price"))
    def income(self) -> Decimal | None:
        prices = [book.price for book in self.books.all() if book.price is not None]
        return sum(prices) if prices else None  # type: ignore[return-value]


class Profile(models.Model):
    author = models.OneToOneField(Author, models.CASCADE, related_name="profile")
    bio = models.TextField(default="")
    home = models.ForeignKey(Country, models.SET_NULL, null=True, related_name="+")


class Tag(models.Model):
    name = models.CharField(max_length=30)
    weight = models.IntegerField(default=0)

    class Meta:
        ordering = ["-weight", "name", "pk"]


class Note(models.Model):
    """Hangs on anything."""

    text = models.CharField(max_length=50)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        ordering = ["pk"]


class Book(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, models.CASCADE, null=True, related_name="books")
    origin = models.ForeignKey(Country, models.CASCADE, to_field="code", null=True, related_name="books")
    tags = models.ManyToManyField(Tag, related_name="books")
    editors = models.ManyToManyField(Author, through="Editing", related_name="edited")
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    rating = models.FloatField(null=True)
    published = models.DateTimeField(null=True)
    details = models.JSONField(null=True)
    notes = GenericRelation(Note)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Editing(models.Model):
    book = models.ForeignKey(Book, models.CASCADE, related_name="editings")
    editor = models.ForeignKey(Author, models.CASCADE, related_name="editings")
    role = models.CharField(max_length=20, default="copy")

    class Meta:
        ordering = ["role", "pk"]


class Chapter(models.Model):
    book = models.ForeignKey(Book, models.CASCADE, related_name="chapters")
    title = models.CharField(max_length=50)
    number = models.IntegerField(null=True)

    class Meta:
        ordering = [models.F("number").desc(nulls_last=True), Lower("title"), "pk"]


class LiveManager(models.Manager["Comment"]):
    def get_queryset(self) -> models.QuerySet["Comment"]:
        return super().get_queryset().filter(deleted=False)


class Comment(models.Model):
    """Soft-deleted: the default manager hides, the base manager does not."""

    book = models.ForeignKey(Book, models.CASCADE, related_name="comments")
    text = models.CharField(max_length=50)
    deleted = models.BooleanField(default=False)

    objects = LiveManager()
    everything = models.Manager()

    class Meta:
        ordering = ["pk"]


class Reply(models.Model):
    """Points forward at something that its default manager may hide."""

    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="replies")
    text = models.CharField(max_length=50)

    class Meta:
        ordering = ["pk"]


class OpenManager(models.Manager["Vault"]):
    def get_queryset(self) -> models.QuerySet["Vault"]:
        return super().get_queryset().filter(is_open=True)


class Vault(models.Model):
    """Its *base* manager filters, so a forward relation to a closed one is null."""

    name = models.CharField(max_length=20)
    is_open = models.BooleanField(default=True)

    objects = models.Manager()
    opened = OpenManager()

    class Meta:
        base_manager_name = "opened"
        ordering = ["pk"]


class Coin(models.Model):
    vault = models.ForeignKey(Vault, models.CASCADE, null=True, related_name="coins")
    value = models.IntegerField(default=1)

    class Meta:
        ordering = ["pk"]
