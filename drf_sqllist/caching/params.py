"""Parameters of statements as text, exactly: two that differ are two texts."""

from __future__ import annotations

import datetime
import ipaddress
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

_EXACT = (
    bytes,
    Decimal,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    uuid.UUID,
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Interface,
    ipaddress.IPv6Interface,
    ipaddress.IPv4Network,
    ipaddress.IPv6Network,
)
"""Types whose ``repr`` leaves out nothing. (A datetime's has its zone and its fold.)"""


def text_of(params: Sequence[Any]) -> str | None:
    """The parameters as one text; None where one is of a type that is not known to be told apart."""
    texts = [_text(value) for value in params]
    return None if None in texts else "\0".join(texts)  # type: ignore[arg-type]


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, bool | float):
        return repr(value)
    if isinstance(value, int):
        return repr(int(value))  # of an enumeration, too, as the driver takes it
    if isinstance(value, str):
        return repr(str.__str__(value))
    if isinstance(value, _EXACT):
        return repr(value)
    if isinstance(value, list | tuple):
        items = [_text(item) for item in value]
        return None if None in items else f"{type(value).__name__}[{','.join(items)}]"  # type: ignore[arg-type]
    return None
