"""What values are written by, besides the serializer: the zone, the language, the precision of decimals."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import getcontext

from django.utils import timezone, translation


def surroundings() -> tuple[Hashable, ...]:
    """What a statement's text depends on, and the project's own code may change at any time."""
    zone, context = timezone.get_current_timezone(), getcontext()
    # Zones of another name may be equal.
    return zone, zone.tzname(None) or str(zone), context.rounding, context.prec, translation.get_language()
