"""The places in a route where values go, and which texts are known to fit there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any
from uuid import UUID

from django.urls.converters import IntConverter, StringConverter, UUIDConverter


class Texts(Flag):
    """Kinds of texts that no URL quotes."""

    NONE = 0
    DIGITS = auto()
    """Digits: an integer that is not negative."""
    UUID = auto()
    """A UUID in lower case with hyphens."""
    WORD = auto()
    """``[-a-zA-Z0-9_]+``, the other two included."""


_ANY = Texts.DIGITS | Texts.UUID | Texts.WORD

FITS = {
    "[^/]+": _ANY,  # <str:...>, and DRF's routers with use_regex_path=False
    "[^/.]+": _ANY,  # DRF's routers
    "[-a-zA-Z0-9_]+": _ANY,  # <slug:...>
    r"[-\w]+": _ANY,
    r"[\w-]+": _ANY,
    ".+": _ANY,  # <path:...>
    ".*": _ANY,
    r"\w+": Texts.DIGITS,
    "[0-9]+": Texts.DIGITS,  # <int:...>
    r"\d+": Texts.DIGITS,
    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}": Texts.UUID,  # <uuid:...>
}
"""What is known to match the usual regular expressions as a whole. Of any other nothing is known."""

_COPIES = (IntConverter.to_url, StringConverter.to_url, UUIDConverter.to_url)
"""Django's own, which write a value as ``str`` does. A project's may write it in any way."""

is_word = re.compile("[-a-zA-Z0-9_]+").fullmatch


@dataclass(frozen=True)
class Slot:
    """One place.

    Arguments:
        name: the keyword argument that fills it.
        fits: texts that are known to match there.
    """

    name: str
    fits: Texts

    @classmethod
    def of(cls, name: str, regex: str, converter: Any) -> Slot:
        """A group of a route's regular expression; ``converter`` is None in a ``re_path``."""
        copies = converter is None or ("to_url" not in vars(converter) and type(converter).to_url in _COPIES)
        return cls(name, FITS.get(regex, Texts.NONE) if copies else Texts.NONE)

    def text(self, value: Any) -> str | None:
        """A value's text, if it is known to fit and needs no quotes; None where Django is to be asked."""
        kind = type(value)
        if kind is int:
            return str(value) if value >= 0 and self.fits & Texts.DIGITS else None
        if kind is UUID:
            return str(value) if self.fits & Texts.UUID else None
        if kind is not str or not is_word(value):
            return None
        fits = Texts.WORD | Texts.DIGITS if value.isdigit() else Texts.WORD
        return value if self.fits & fits else None  # type: ignore[no-any-return]
