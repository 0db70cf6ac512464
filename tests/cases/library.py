"""A small library that has every gap: no country, no author, no books, no profile, no tags, the same editor twice."""

from datetime import date, datetime, timezone
from decimal import Decimal

from django.db.models import QuerySet

from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Coin,
    Comment,
    Country,
    Editing,
    Profile,
    Reply,
    Tag,
    Vault,
)


def library() -> None:
    netherlands = Country.objects.create(code="NL", name="Nederland")
    france = Country.objects.create(code="FR", name='La "France"')
    Country.objects.create(code="XX", name="")
    ann = Author.objects.create(name="Ann", born=date(1950, 1, 2), country=netherlands)
    bob = Author.objects.create(name="Bob é\u2028", country=france, mentor=ann)
    cat = Author.objects.create(name="Cat", mentor=bob)
    dan = Author.objects.create(name="Dan", country=netherlands, mentor=cat)
    Profile.objects.create(author=ann, bio='Wrote\n"much"', home=france)
    Profile.objects.create(author=cat, bio="")
    tags = [Tag.objects.create(name=name, weight=weight) for name, weight in (("b", 1), ("a", 1), ("z", 9), ("m", 0))]
    when = datetime(2024, 7, 1, 12, 30, 0, 5000, timezone.utc)
    first = Book.objects.create(
        title="Zero", author=ann, origin=netherlands, price=Decimal("9.95"), rating=4.5, published=when
    )
    second = Book.objects.create(
        title="Alpha", author=ann, price=Decimal("0"), rating=1 / 3, details={"b": 1, "a": [1.5]}
    )
    third = Book.objects.create(title="Alpha", author=cat, origin=france, published=when.replace(microsecond=0))
    Book.objects.create(title="Orphan \\ /")
    fifth = Book.objects.create(title="Mid", author=bob, origin=france, price=Decimal("-1.10"), rating=100.0)
    first.tags.set(tags)
    second.tags.set(tags[1:3])
    fifth.tags.set(tags[:1])
    for book, editor, role in ((first, dan, "copy"), (first, bob, "art"), (first, dan, "text"), (third, ann, "copy")):
        Editing.objects.create(book=book, editor=editor, role=role)
    for book, title, number in (
        (first, "Two", 2),
        (first, "one", 1),
        (first, "zz", None),
        (first, "AA", None),
        (third, "Only", 7),
        (second, "b", 1),
        (second, "B", 1),
        (second, "a", 1),
    ):
        Chapter.objects.create(book=book, title=title, number=number)
    for number, book in enumerate((first, first, first, third, fifth)):
        comment = Comment.everything.create(book=book, text=f"c{number}", deleted=number in (1, 3))
        Reply.objects.create(comment=comment, text=f"to {comment.text}")
    Reply.objects.create(text="to nobody")


def vaults() -> None:
    opened, closed = (Vault.objects.create(name=name, is_open=name == "open") for name in ("open", "closed"))
    for vault in (opened, closed, None, closed, opened):
        Coin.objects.create(vault=vault)


def authors() -> QuerySet[Author]:
    return Author.objects.order_by("pk")


def books() -> QuerySet[Book]:
    return Book.objects.order_by("pk")
