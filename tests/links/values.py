"""Values of keys: fitting ones, and those that nobody expects."""

from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import SimpleLazyObject, lazystr
from django.utils.safestring import SafeString


class Number(IntEnum):
    FIVE = 5


class Choice(IntegerChoices):
    FIVE = 5


class Word(TextChoices):
    ABC = "abc"


class Shouted(str):
    """Writes itself in another way than it is."""

    def __str__(self) -> str:
        return self.upper() + "!"


class OwnInt(int):
    def __str__(self) -> str:
        return "seven"


class Broken:
    def __str__(self) -> str:
        raise RuntimeError("no text")


class NotEqual:
    def __eq__(self, other: object) -> bool:
        raise RuntimeError("not comparable")

    __hash__ = None  # type: ignore[assignment]


ID = UUID("aaaaaaaa-1111-4111-8111-11111111111f")
INTEGERS: list[Any] = [0, 1, 5, 1234, -5, 10**30, True, False, Number.FIVE, Choice.FIVE, OwnInt(7), 10**5000]
TEXTS: list[Any] = [
    *["", "abc", "ABC", "a-b_c", "-", "_", "5", "0005", "9", "no", "a.b", "x.", ".x", "a]", "[a"],
    *["é", "٣", "²", "ﬁ", "a b", " ", "a/b", "/", "//", "/a", "//a", "a//b", "a/", "..", ".", "...", "a/../b", "./a"],
    *["%", "%20", "a%20b", "%s", "%(pk)s", "?", "a?b", "#", "#f", "&", ";", ":", "@", "~", "(x)", "!$'*+,=", '"', "<>"],
    *["\\", "{}", "|", "^", "\x00", "\x1f", "a\n", "\n", "a\r", "\ud800", "😀", "\u2028", "z" * 500, "0" * 50],
    *[str(ID), str(ID).upper(), ID.hex, "http://x/", "v1", "format"],
]
OBJECTS: list[Any] = [
    None,
    ID,
    UUID(int=5),
    SafeString("abc"),
    Shouted("abc"),
    Word.ABC,
    lazystr("abc"),
    SimpleLazyObject(lambda: 5),
    1.5,
    5.0,
    float("nan"),
    Decimal("1.0"),
    Decimal("5"),
    date(2020, 1, 31),
    b"x",
    [1],
    {},
    (5,),
    object,
    Broken(),
    NotEqual(),
]
VALUES = [*INTEGERS, *TEXTS, *OBJECTS]
FEW: list[Any] = [5, 1234, -5, ID, "abc", "é/%?", "..", "", None, True]
