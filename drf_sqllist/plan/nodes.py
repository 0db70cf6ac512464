"""The plan: an immutable tree that says which members a row has and where their values come from.

Nodes are plain data. They can be compared, hashed and printed; two requests whose trees are equal
share one compiled statement.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from django.db.models import Model

from drf_sqllist.links.blanks import Texts
from drf_sqllist.plan.targets import Target

if TYPE_CHECKING:
    from drf_sqllist.plan.loaded import Instance

SKIP = ""
"""Outcome of a member whose key is left out."""

NULL = "null"


class _Bail:
    """Outcome of a value that only DRF's own path may answer, because there it raises."""

    def __repr__(self) -> str:
        return "BAIL"


BAIL = _Bail()
Outcome = str | _Bail
"""What a member becomes when a step on the way to its value is missing: JSON text, SKIP or BAIL."""


PARSED = (str, int, float, bool, type(None))
"""What parsing a JSON value that holds no others gives."""

Shape = Literal["auto", "correlated", "joined"]
"""How a to-many relation is aggregated: by a rule, once per row, or once for all rows of a page."""


class Output(Protocol):
    """What a representation may ask of the compiler while it writes SQL."""

    item_separator: str
    key_separator: str

    def text(self, value: str) -> str:
        """A Python string as a quoted SQL literal."""

    def json_string(self, value: str) -> str:
        """SQL for the JSON string of a text expression."""

    def mark(self, target: Target) -> str | None:
        """What stands in a row's text for a target's first text; None where Python writes its URLs."""

    def splice(self, payload: str) -> str:
        """SQL for a place that Python fills: ``payload`` (a text expression) travels in the body."""

    def splice_null(self) -> str:
        """The same for NULL, of which Python makes something."""

    def bail(self) -> str:
        """SQL for «only DRF's own path may answer this value»."""

    def child(self, representation: Representation, value: str, nullable: bool = True) -> str:
        """SQL for a value inside this one, e.g. an array's element."""


@dataclass(frozen=True)
class Representation(ABC):
    """How one column's value becomes JSON text. ``postgresql`` and ``sqlite`` get its SQL and return SQL."""

    propagates_null: ClassVar[bool] = True
    """NULL in, NULL out. Where False, the SQL is evaluated for other values only."""

    null: ClassVar[str] = "null"
    """JSON text of NULL."""

    of_items: ClassVar[bool] = False
    """Splices are of a list's items, not of the list."""

    writes_null: ClassVar[bool] = False
    """The SQL is evaluated for NULL, too, and says what it becomes."""

    json_native: ClassVar[bool] = True
    """DRF's own ``data`` holds here what parsing the JSON gives (str, int, float, bool, list, dict)."""

    is_raw: ClassVar[bool] = False
    """JSON text that nobody has looked at: it may stand in a body, but not where Python parses what SQL has written."""

    @abstractmethod
    def postgresql(self, value: str, out: Output) -> str:
        """SQL on PostgreSQL: the JSON text of ``value``, which is not NULL."""

    @abstractmethod
    def sqlite(self, value: str, out: Output) -> str:
        """SQL on SQLite: the JSON text of ``value``, which is not NULL."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Those whose marks its SQL may hold."""
        return ()

    def load(self, payload: Any) -> Any:
        """The Python value, exactly as the ORM would have loaded it, from a splice's payload."""
        raise LookupError(f"{type(self).__name__} emits no splices.")

    def loader(self) -> Callable[[str], Any] | None:
        """``load``; None where the payload is the value."""
        return self.load


@dataclass(frozen=True)
class URLPart(Representation):
    """How a column's value becomes a part of a URL.

    Arguments:
        writes: the texts that SQL writes, which the route must be known to take; other values are Python's.
    """

    writes: Texts = Texts.NONE
    json_native: ClassVar[bool] = False  # DRF has a Hyperlink


@dataclass(frozen=True)
class Twin:
    """An expression that gives a member's values.

    Arguments:
        function: which it stands beside, or what else tells it from others by its identity.
        version: of what is registered.
        zone: the current time zone, which an expression may be compiled for; so may the language.
    """

    function: Any
    version: int
    zone: str
    language: str
    expression: Any = field(compare=False)


@dataclass(frozen=True)
class Source:
    """Where a relation's rows come from.

    Arguments:
        model: the model of the rows.
        manager: the related manager that DRF would read through.
        slot: position in ``Plan.querysets`` of the queryset that takes the manager's place (a filtering
            manager's own, a ``Prefetch`` object's); None for a plain manager.
        sliced: that queryset has a limit, which then holds per parent.
        twin: an expression that is computed for each row.
        windowed: what is computed for a row is so by a look at all rows.
    """

    model: type[Model]
    manager: Literal["base", "default"] = "default"
    slot: int | None = None
    sliced: bool = False
    twin: Twin | None = None
    windowed: bool = False


@dataclass(frozen=True)
class Hop:
    """One step along a to-one relation.

    Arguments:
        pairs: (attname on this side, attname on the other side) of the columns that join them.
        source: the other side's rows.
        reverse: the key is on the other side, and unique there.
    """

    pairs: tuple[tuple[str, str], ...]
    source: Source
    reverse: bool = False


@dataclass(frozen=True)
class Guard:
    """What a member becomes when a hop on its way ends.

    Arguments:
        depth: how many hops are behind when the test is made (1 = the first hop).
        test: ``"key"``: the foreign key itself is NULL; ``"row"``: no such row.
        outcome: the member then.
    """

    depth: int
    test: Literal["key", "row"]
    outcome: Outcome


@dataclass(frozen=True)
class Member(ABC):
    """One key of a JSON object."""

    key: str


@dataclass(frozen=True)
class Value(Member):
    """A column's value.

    Arguments:
        column: attname of a model field, or name of an annotation.
        by_field: what is spliced goes through the field's ``to_representation``; otherwise straight to
            the encoder (primary keys, slugs).
    """

    hops: tuple[Hop, ...]
    column: str
    nullable: bool
    representation: Representation
    by_field: bool = True
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Part:
    """A value in a URL.

    Arguments:
        value: with a ``URLPart`` that ``writes`` such texts.
        is_key: of the object's key: an empty one has no link.
        none_is_text: None is written as the text that the route makes of it; otherwise the link is null.
    """

    value: Value
    writes: Texts
    is_key: bool
    none_is_text: bool


@dataclass(frozen=True)
class Link(Member):
    """A URL: values between texts that each request has of its own.

    Arguments:
        hops: the way to the object that it leads to.
        parts: in their order in the URL.
    """

    hops: tuple[Hop, ...]
    target: Target
    parts: tuple[Part, ...]
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Computed(Member):
    """A value that an expression gives for a row, by a sub-select of its own: aggregates never multiply each other.

    Arguments:
        parent: attname of the row's primary key.
        column: the expression's name in the source.
    """

    hops: tuple[Hop, ...]
    source: Source
    parent: str
    column: str
    representation: Representation
    by_field: bool = True
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Object:
    """A JSON object: the members of one row, in their order.

    Arguments:
        instance: the row as Python is to have it, where a member, or the serializer itself, is made by Python.
        overridden: the serializer's own ``to_representation`` makes the object. What it can ask DRF's for
            travels with the instance: the members, as JSON whose values have DRF's types.
    """

    members: tuple[Member, ...]
    instance: Instance | None = None
    overridden: bool = False


@dataclass(frozen=True)
class Nested(Member):
    """A to-one relation as an object; no hops for ``source="*"``."""

    hops: tuple[Hop, ...]
    object: Object
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Junction:
    """The table between the two sides of a many-to-many relation.

    Arguments:
        source: its rows.
        parent: attname of its column with the key of the parent.
        target: attname of its column with the key of the row that is listed.
        key: attname of that key in the row itself.
    """

    source: Source
    parent: str
    target: str
    key: str


@dataclass(frozen=True)
class Many(Member):
    """A to-many relation as an array of objects or of values.

    Arguments:
        lookup: the ORM lookup on the child that leads back to the parent.
        parent: attname of the parent's column that the lookup is compared with.
        indexed: the child's key has an index, as far as the models tell.
        shape: how it is aggregated, if the view insists.
        filters: further lookups on the child, the same for every parent.
        by_uuid: a generic relation to a model whose key is a UUID.
        prefetched: Django fetches the rows by ``prefetch_related``, whose filter reuses the queryset's own
            joins where the relation's manager would make another.
        order: (attname, descending) of the child's own columns that its rows are ordered by; None where
            the order is more than that, or they are cut.
        presorted: they are cut, and an index finds the first ones of each parent.
        junction: the table between; None where more than that table and the models' own rows has a say.
    """

    hops: tuple[Hop, ...]
    source: Source
    lookup: str
    parent: str
    item: Object | Value | Link | Instance
    indexed: bool = True
    shape: Shape = "auto"
    filters: tuple[tuple[str, str], ...] = ()
    by_uuid: bool = False
    prefetched: bool = False
    order: tuple[tuple[str, bool], ...] | None = None
    presorted: bool = False
    guards: tuple[Guard, ...] = ()
    junction: Junction | None = None

    @property
    def has_junction(self) -> bool:
        """Its rows are found by way of another table."""
        return "__" in self.lookup


@dataclass(frozen=True)
class Made(Member):
    """A member that Python makes of the model instance of the object around it, as DRF does.

    Arguments:
        may_skip: DRF may leave the key out.
    """

    may_skip: bool = False
