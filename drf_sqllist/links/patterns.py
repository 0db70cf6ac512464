"""Routes as ``django.urls.reverse`` knows them: what it would try first, read once.

Follows Django ``urls.base.reverse`` and ``URLResolver._reverse_with_prefix`` step by step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.urls import URLResolver
from django.urls.resolvers import get_ns_resolver
from django.utils.http import escape_leading_slashes

from drf_sqllist.links.blanks import SAFE, Blank
from drf_sqllist.links.regexes import Group, Unreadable, is_simple, tokens

_BLANKS = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Pattern:
    """What ``reverse`` tries first for some keyword arguments.

    Arguments:
        text: the decoded path as a ``%`` template, script prefix included.
        regex: what the path must match.
        converters: by keyword argument; ``str`` where there is none.
        fixed: keyword arguments that are the same for all values.
    """

    text: str
    regex: str
    converters: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def path(self, values: Mapping[str, Any]) -> str | None:
        """The quoted path, as Django makes it; None where the pattern does not match."""
        try:
            texts = {name: self._written(name, value) for name, value in {**self.fixed, **values}.items()}
            path = self.text % texts
        except ValueError:  # of a converter; or a literal "%" in the route, which Django takes for a place
            return None
        return escape_leading_slashes(quote(path, safe=SAFE)) if self._matches(path) else None

    @cached_property
    def pieces(self) -> tuple[tuple[str, ...], tuple[Blank, ...]] | None:
        """Quoted texts and the blanks between them; None where it is not known which values match.

        All around the groups is literal, so whatever matches the groups matches the whole.
        """
        try:
            self._matches  # noqa: B018 (a route that has a name twice is none)
            texts, blanks = self._read()
            is_same = self._is_filled_in_as(texts, blanks)
        except (Unreadable, ValueError, TypeError, KeyError, re.error):
            return None
        if not is_same or not texts[0].startswith("/") or texts[0].startswith("//"):
            return None
        return tuple(quote(text, safe=SAFE) for text in texts), tuple(blanks)

    @cached_property
    def _matches(self) -> Any:
        return re.compile(self.regex).search

    def _written(self, name: str, value: Any) -> Any:
        return self.converters[name].to_url(value) if name in self.converters else str(value)

    def _read(self) -> tuple[list[str], list[Blank]]:
        """Template and regular expression side by side."""
        texts, blanks = [""], []
        written = _BLANKS.split(self.text)
        matched = tokens(self.regex)
        if len(written) != len(matched):
            raise Unreadable
        for text, token in zip(written, matched, strict=True):
            if not isinstance(token, Group):
                if text.replace("%%", "%") != token:
                    raise Unreadable
                texts[-1] += token
            elif token.name != text:
                raise Unreadable
            elif text in self.fixed:
                texts[-1] += self._fixed_text(token)
            else:
                blanks.append(Blank(text, token.regex, self.converters.get(text)))
                texts.append("")
        return texts, blanks

    def _is_filled_in_as(self, texts: list[str], blanks: list[Blank]) -> bool:
        """Whether the template has its blanks there: Django takes a literal "%" in a route for the beginning of one."""
        marks = {blank.name: f"\0{blank.name}\0" for blank in blanks}
        fixed = {name: self._written(name, value) for name, value in self.fixed.items()}
        others = (marks[blank.name] + text for blank, text in zip(blanks, texts[1:], strict=True))
        filled: str = self.text % {**fixed, **marks}
        return filled == texts[0] + "".join(others)

    def _fixed_text(self, group: Group) -> str:
        text = str(self._written(group.name, self.fixed[group.name]))
        if not is_simple(group.regex) or not re.fullmatch(group.regex, text):
            raise Unreadable
        return text


def first_pattern(
    resolver: URLResolver, view_name: str, prefix: str, names: frozenset[str], fixed: Mapping[str, Any]
) -> Pattern | None:
    """The pattern that ``reverse`` tries first; None where it has none.

    Arguments:
        prefix: the script prefix.
        names: keyword arguments that vary; ``fixed`` has the others.

    Raises:
        Unreadable: which one it is depends on the values.
    """
    *namespaces, name = view_name.split(":")
    found = _namespaced(resolver, namespaces)
    if found is None:
        return None
    given = names | fixed.keys()
    for possibility, regex, defaults, converters in found.reverse_dict.getlist(name):
        for text, params in possibility:
            if (given ^ set(params)) - defaults.keys():
                continue
            asked = {key: value for key, value in defaults.items() if key not in params}
            if names & asked.keys():
                raise Unreadable
            if any(fixed.get(key, value) != value for key, value in asked.items()):
                continue
            text = prefix.replace("%", "%%") + text
            return Pattern(text, f"^{re.escape(prefix)}{regex}", converters, fixed)
    return None


def _namespaced(resolver: URLResolver, namespaces: list[str]) -> URLResolver | None:
    extra, converters = "", {}
    for name in namespaces:
        instances = resolver.app_dict.get(name)
        if instances and name not in instances:
            name = instances[0]
        if name not in resolver.namespace_dict:
            return None
        regex, resolver = resolver.namespace_dict[name]
        extra += regex
        converters.update(resolver.pattern.converters)
    return get_ns_resolver(extra, resolver, tuple(converters.items())) if extra else resolver
