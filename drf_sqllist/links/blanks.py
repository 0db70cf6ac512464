"""The places in a route where values go, and which texts are known to fit there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Flag, auto
from functools import cached_property
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.urls.converters import IntConverter, StringConverter, UUIDConverter
from django.utils.http import RFC3986_SUBDELIMS

from drf_sqllist.links.regexes import is_simple

SAFE = RFC3986_SUBDELIMS + "/~:@"
"""Characters that ``reverse`` does not quote, besides those that no URL quotes."""


class Texts(Flag):
    """Kinds of texts that no URL quotes."""

    NONE = 0
    DIGITS = auto()
    """Digits: an integer that is not negative."""
    INTEGER = auto()
    """Digits, or a minus and digits."""
    UUID = auto()
    """A UUID in lower case with hyphens."""
    WORD = auto()
    """``[-a-zA-Z0-9_]+``, the others included."""


_ANY = Texts.DIGITS | Texts.INTEGER | Texts.UUID | Texts.WORD

_NUMBERS = Texts.DIGITS | Texts.INTEGER

FITS = {
    **dict.fromkeys(
        (
            "[^/]+",  # <str:...>, and DRF's routers with use_regex_path=False
            "[^/.]+",  # DRF's routers
            "[-a-zA-Z0-9_]+",  # <slug:...>
            ".+",  # <path:...>
            *(".*", "[^.]+", r"[^/\s]+"),
            *("[a-zA-Z0-9_-]+", "[A-Za-z0-9_-]+", r"[-\w]+", r"[\w-]+", r"[\w\-]+", r"[\w.-]+", r"[\w.@+-]+"),
        ),
        _ANY,
    ),
    **dict.fromkeys(("[0-9a-f-]+", "[a-z0-9-]+", "[a-zA-Z0-9-]+", "[A-Za-z0-9-]+"), _NUMBERS | Texts.UUID),
    **dict.fromkeys(("[0-9]+", r"\d+", r"\w+", "[a-z0-9]+", "[a-zA-Z0-9]+", "[A-Za-z0-9]+"), Texts.DIGITS),
    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}": Texts.UUID,  # <uuid:...>
    "[0-9a-f-]{36}": Texts.UUID,
}
"""What is known to match the usual regular expressions as a whole. Of any other nothing is known."""

_COPIES = (IntConverter.to_url, StringConverter.to_url, UUIDConverter.to_url)
"""Django's own, which write a value as ``str`` does. A project's may write it in any way."""

is_word = re.compile("[-a-zA-Z0-9_]+").fullmatch


def has_dots(path: str) -> bool:
    """Whether it has segments that an absolute URL is made without (Django ``HttpRequest.build_absolute_uri``)."""
    return "/./" in path or "/../" in path


@dataclass(frozen=True)
class Blank:
    """One place.

    Arguments:
        name: the keyword argument that fills it.
        regex: what its text must match.
        converter: Django's, or the project's; None in a ``re_path``.
    """

    name: str
    regex: str
    converter: Any

    @cached_property
    def fits(self) -> Texts:
        """Texts that are known to match here."""
        one = self.converter
        copies = one is None or ("to_url" not in vars(one) and type(one).to_url in _COPIES)
        return FITS.get(self.regex, Texts.NONE) if copies else Texts.NONE

    def taken(self, writes: Texts) -> Texts:
        """What of a kind of texts SQL may write here."""
        if writes is Texts.INTEGER and writes not in self.fits:
            writes = Texts.DIGITS
        return writes if writes in self.fits else Texts.NONE

    def quoted(self, value: Any) -> str | None:
        """Any value's text, quoted; None where Django is to be asked.

        An empty text is Django's: what stands around it would touch, and may be two slashes, or dots.
        """
        try:
            text = str(value if self.converter is None else self.converter.to_url(value))
            if not text or text.startswith("/") or has_dots(f"/{text}/"):
                return None
            return quote(text, safe=SAFE) if is_simple(self.regex) and re.fullmatch(self.regex, text) else None
        except ValueError:
            return None

    def text(self, value: Any) -> str | None:
        """A value's text, if it is known to fit and needs no quotes; None where Django is to be asked."""
        kind = type(value)
        if kind is int:
            return str(value) if (self._takes_digits if value >= 0 else self._takes_minus) else None
        if kind is UUID:
            return str(value) if self._takes_uuids else None
        if kind is not str or not is_word(value):
            return None
        return value if self._takes_words or (self._takes_digits and value.isdigit()) else None

    # Each asked once: operations on flags take as long as all else.

    @cached_property
    def _takes_digits(self) -> bool:
        return Texts.DIGITS in self.fits

    @cached_property
    def _takes_minus(self) -> bool:
        return Texts.INTEGER in self.fits

    @cached_property
    def _takes_uuids(self) -> bool:
        return Texts.UUID in self.fits

    @cached_property
    def _takes_words(self) -> bool:
        return Texts.WORD in self.fits
