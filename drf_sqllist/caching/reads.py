"""What a statement reads: the tables its rows come from, and whether anything else has a say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from drf_sqllist.caching.pure import MOMENTS, VARYING, is_pure
from drf_sqllist.caching.words import Word, words


@dataclass(frozen=True)
class Reads:
    """What a statement reads; all names in lower case.

    Arguments:
        names: all names in it, be they of tables, of columns or of aliases.
        relations: names that stand where a table's name does.
        varying: functions and words whose values may change though no table does.
    """

    names: frozenset[str]
    relations: frozenset[str]
    varying: frozenset[str]


@lru_cache(1024)
def reads_of(sql: str) -> Reads:
    """What a statement reads. In doubt there is more in it than the statement reads, never less."""
    return _Reading(sql).found()


_FROM_IN_ARGUMENTS = frozenset({"extract", "overlay", "substring", "trim"})
_BEFORE_A_NAME = frozenset({"lateral", "only", "recursive"})
_NO_MORE_TABLES = frozenset(
    "except fetch for group having intersect limit offset order returning select set union where window".split()
)
_LOCKS = frozenset({"update", "share", "no", "key"})
_TABLE, _COMMON = "table", "common table expression"


@dataclass
class _Level:
    """What stands between two parentheses.

    Arguments:
        opened_by: the word before the first one.
        lists: what a comma separates: tables, common table expressions, or nothing of interest.
        expects: what the next name is.
    """

    opened_by: str
    lists: str = ""
    expects: str = ""


class _Reading:
    def __init__(self, sql: str) -> None:
        self._words = [*words(sql), _END]
        self._names: set[str] = set()
        self._relations: set[str] = set()
        self._common: set[str] = set()
        self._varying: set[str] = set()
        self._levels = [_Level("")]

    def found(self) -> Reads:
        place = 0
        while self._words[place] is not _END:
            place = self._step(place)
        return Reads(frozenset(self._names), frozenset(self._relations - self._common), frozenset(self._varying))

    def _step(self, place: int) -> int:
        """Read a word, and those that belong to it; the next one's place."""
        word = self._words[place]
        if word.kind == "sign":
            self._sign(place)
        elif word.kind == "literal":
            if word.text.strip("e' ") in MOMENTS:
                self._varying.add(word.text)
        elif word.is_name and not self._clause(place):
            return self._name(place)
        return place + 1

    def _sign(self, place: int) -> None:
        level, sign = self._levels[-1], self._words[place].text
        if sign == "(":
            level.expects = ""
            before = self._words[place - 1] if place else _END
            self._levels.append(_Level(before.text if before.is_name else ""))
        elif sign == ")" and len(self._levels) > 1:
            self._levels.pop()
        elif sign == ",":
            level.expects = level.lists

    def _clause(self, place: int) -> bool:
        """Whether a word begins or ends a list of tables."""
        word, level = self._words[place], self._levels[-1]
        before = self._words[place - 1].text if place else ""
        if word.kind != "bare":
            return False
        is_from = word.text == "from" and before != "distinct" and level.opened_by not in _FROM_IN_ARGUMENTS
        if word.text == "with" and before in ("", "(", ";"):
            level.lists = level.expects = _COMMON
        elif is_from or word.text in ("join", "table"):
            level.lists = level.expects = _TABLE
        elif word.text in _NO_MORE_TABLES:
            level.lists = level.expects = ""
            if word.text == "for" and self._words[place + 1].text in _LOCKS:
                self._varying.add("for update")  # whoever asks wants the rows locked
        else:
            return word.text in _BEFORE_A_NAME and bool(level.expects)
        return True

    def _name(self, place: int) -> int:
        """Read a name with those before its dots."""
        first, level = place, self._levels[-1]
        self._names.add(self._words[place].text)
        while self._words[place + 1].text == "." and self._words[place + 2].is_name:
            place += 2
            self._names.add(self._words[place].text)
        name, is_called = self._words[place], self._words[place + 1].text == "("
        if name.kind == "bare" and name.text in VARYING and first == place:
            self._varying.add(name.text)
        if level.expects == _COMMON:
            self._common.add(name.text)
        elif level.expects == _TABLE and not is_called:
            self._relations.add(name.text)
        elif is_called and not self._is_alias(first) and not (name.kind == "bare" and is_pure(name.text)):
            self._varying.add(name.text)
        level.expects = ""
        return place + 1

    def _is_alias(self, place: int) -> bool:
        """Whether a name whose columns follow is an alias of a table."""
        before = self._words[place - 1] if place else _END
        return before.text == "as" or (before.text == ")" and self._levels[-1].lists == _TABLE)


_END = Word("end", "")
