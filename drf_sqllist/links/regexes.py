"""Reads the regular expressions of routes, as far as they are literals and named groups."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPECIAL = frozenset("^$*+?{}[]|()")
_NAMED = re.compile(r"\(\?P<(\w+)>")
_CLASS = re.compile(r"(\\.)|\[\^?\]?(?:\\.|[^\]\\])*\]")
_LOOKS_AROUND = re.compile(r"\(\?(?!:)|\\[AbBzZ0-9]|[*+?}]\+|[\^$]")


class Unreadable(Exception):
    """Which values a route takes is only known to Django."""


@dataclass(frozen=True)
class Group:
    """A named group."""

    name: str
    regex: str


def tokens(regex: str) -> list[str | Group]:
    """Literals and groups by turns, beginning and ending with a literal.

    Raises:
        Unreadable: anything else is in it.
    """
    found: list[str | Group] = [""]
    position = 1 if regex.startswith("^") else 0
    end = len(regex) - len(_tail(regex))
    while position < end:
        group = _NAMED.match(regex, position)
        if group:
            closes = _closing(regex, group.end())
            found += [Group(group[1], regex[group.end() : closes]), ""]
            position = closes + 1
            continue
        literal, position = _literal(regex, position)
        if regex[position : position + 1] in ("?", "*"):  # Django leaves out what may be left out
            position += 1
            literal = ""
        found[-1] = f"{found[-1]}{literal}"
    return found


def _tail(regex: str) -> str:
    """The end of the text, as routes ask for it."""
    for anchor in (r"\Z", r"\z", "$"):
        if regex.endswith(anchor) and not regex.endswith("\\" + anchor):
            return anchor
    return ""


def _literal(regex: str, position: int) -> tuple[str, int]:
    """One character that stands for itself, and the position behind it."""
    character = regex[position]
    if character == "\\":
        character = regex[position + 1]
        if character.isalnum():
            raise Unreadable
        return character, position + 2
    if character in _SPECIAL:
        raise Unreadable
    return character, position + 1


def _closing(regex: str, position: int) -> int:
    """Where the group ends that was opened before ``position``."""
    depth, in_class = 1, False
    while depth:
        character = regex[position]
        if character == "\\":
            position += 1
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
            position += 1 if regex[position + 1] in "]^" else 0
        else:
            depth += {"(": 1, ")": -1}.get(character, 0)
        position += 1
    return position - 1


def is_simple(regex: str) -> bool:
    """Whether what a group matches does not depend on what stands around it."""
    return not _LOOKS_AROUND.search(_CLASS.sub(lambda found: found[1] or ".", regex))
