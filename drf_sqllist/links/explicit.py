"""URL templates that a project writes down itself: ``"/orders/{pk}/"``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.urls import get_script_prefix

from drf_sqllist.links.addresses import Address, Finder
from drf_sqllist.links.dressing import dressed
from drf_sqllist.links.patterns import Pattern
from drf_sqllist.links.regexes import Unreadable

_PLACE = re.compile(r"\{([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\}")


def places(url_template: str) -> dict[str, str]:
    """The attributes that a template names, by the names of its keyword arguments.

    Raises:
        ValueError: it does not begin with one slash, names nothing, or one thing twice, or has other braces.
    """
    texts = _PLACE.split(url_template)[::2]
    if len(texts) == 1:
        raise ValueError(f"The URL template {url_template!r} names no attribute, as '/orders/{{pk}}/' does.")
    if any(set(text) & set("{}?#") for text in texts) or not re.match("/(?!/)", url_template):
        raise ValueError(
            f"The URL template {url_template!r} is to be a path that begins with one slash, with attributes in "
            "braces, and with no query."
        )
    found = _PLACE.findall(url_template)
    names = {path.replace(".", "__"): path for path in found}
    if len(names) < len(found):
        raise ValueError(f"The URL template {url_template!r} names an attribute twice.")
    return names


def explicit_pattern(url_template: str) -> Pattern:
    """A template as the route that it stands for: its attributes are texts without slashes."""
    texts = _PLACE.split(url_template)
    text = regex = get_script_prefix()[:-1]
    text, regex = text.replace("%", "%%"), re.escape(regex)
    for index, part in enumerate(texts):
        if index % 2:
            name = part.replace(".", "__")
            text += f"%({name})s"
            regex += f"(?P<{name}>[^/]+)"
        else:
            text += part.replace("%", "%%")
            regex += re.escape(part)
    return Pattern(text, rf"^{regex}\Z")


def explicit_address(url_template: str, finder: Finder) -> Address | None:
    """The address that a template stands for, for one request; None where only that can tell."""
    try:
        return Address(explicit_pattern(url_template), *finder.around)
    except Unreadable:
        return None


def explicit_url(url_template: str, values: Mapping[str, Any], request: Any) -> str | None:
    """The URL for an object's values; None where they do not fit."""
    path = explicit_pattern(url_template).path(values)
    return None if path is None else dressed(path, request)
