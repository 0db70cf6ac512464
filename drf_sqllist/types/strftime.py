"""``strftime`` formats as PostgreSQL ``to_char`` patterns, for the codes where the two agree."""

from __future__ import annotations

import locale
import re

_CODES = {
    "Y": "YYYY",
    "m": "MM",
    "d": "DD",
    "H": "HH24",
    "M": "MI",
    "S": "SS",
    "f": "US",
    "y": "YY",
    "I": "HH12",
    "p": "AM",
    "j": "DDD",
    "b": "Mon",
    "B": "FMMonth",
    "a": "Dy",
    "A": "FMDay",
}


def to_char_pattern(format: str) -> str | None:
    """The ``to_char`` pattern that writes what ``strftime(format)`` writes, for years from 1000 on.

    Returns:
        None where a code has no exact counterpart, or the process has a locale of its own for dates.
    """
    if locale.getlocale(locale.LC_TIME)[0] not in (None, "C", "en_US"):
        return None
    parts = []
    for code, text in re.findall(r"%(.?)|([^%]+)", format, re.DOTALL):
        if text or code == "%":
            parts.append(_literal(text or code))
        elif code in _CODES:
            parts.append(_CODES[code])
        else:
            return None
    return "".join(parts)


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
