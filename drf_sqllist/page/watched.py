"""A queryset for a paginator that pages by itself: the rows that it takes are written at once, by the list's statement.

It gets stand-ins, which know their keys. One that is asked for more becomes the instance that Django would have given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import is_
from typing import Any, Protocol
from weakref import WeakKeyDictionary, WeakSet

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, QuerySet
from django.db.models.signals import post_init, pre_init

from drf_sqllist.page.fetched import Fetch
from drf_sqllist.plan.instances import own_making
from drf_sqllist.plan.registry import overridden
from drf_sqllist.problems import Bail, Unsupported

_looking: WeakSet[type] = WeakSet()
"""Views whose paginator looks at more of a row than its key, or leaves something on it."""

_querysets: WeakKeyDictionary[type, type] = WeakKeyDictionary()
_models: WeakKeyDictionary[type, type] = WeakKeyDictionary()


def may_watch(view: Any, queryset: QuerySet[Any]) -> bool:
    """Whether a view's paginator, as far as is known, only takes rows."""
    model: Any = queryset.model
    if type(view) in _looking or not may_follow(queryset) or len(_keys(model)) > 1:
        return False
    if own_making(model) or pre_init.has_listeners(model) or post_init.has_listeners(model):
        return False  # what a model leaves on its instances, stand-ins lack
    return _function(model.__init_subclass__) is _function(Model.__init_subclass__)


def may_follow(queryset: QuerySet[Any]) -> bool:
    """Whether a queryset, and those that are made of it, are read as Django reads them.

    That its copies are of the same kind is known of any queryset that has a plan.
    """
    return not overridden(type(queryset), QuerySet, ("_fetch_all", "__iter__", "__getitem__"))


def _keys(model: Any) -> Sequence[Any]:
    """The columns of the primary key."""
    return getattr(model._meta, "pk_fields", ()) or [model._meta.pk]


def _function(method: Any) -> Any:
    return getattr(method, "__func__", method)


class Watch:
    """What a paginator took of a queryset.

    ``refused`` says why the statement could not be made: what the paginator took then are Django's own instances.
    """

    def __init__(self, view: Any, queryset: QuerySet[Any], fetch: Fetch) -> None:
        self._view, self._given, self._fetch = view, queryset, fetch
        self._bodies: dict[int, bytes] = {}
        self._held: list[tuple[Taken, Any]] = []
        self.refused: Bail | Unsupported | None = None
        self.is_looked_at = self._is_over = False

    def queryset(self) -> QuerySet[Any]:
        """The queryset for the paginator."""
        return watched(self._given, self)

    def take(self, rows: Any) -> list[Any] | None:
        """Stand-ins of a queryset's rows; None where Django is to fetch instances."""
        if self._is_over or self.refused is not None or not is_like(rows, self._given):
            return None
        slice_ = plain(rows)
        try:
            fetched = self._fetch(slice_, position=rows.model._meta.pk.attname)
        except (Bail, Unsupported) as error:
            self.refused = error
            return None
        taken = Taken(self, slice_, fetched.positions)
        self._bodies.update(zip(map(id, taken.items), fetched.bodies, strict=True))
        self._held.append((taken, self._fetch.splices))  # held, so that no other object gets the id of an item
        return list(taken.items)

    def look(self) -> None:
        """Somebody looks at a row: the next time the view's paginator gets Django's own instances at once."""
        self.is_looked_at = True
        _looking.add(type(self._view))

    def bodies(self, page: list[Any]) -> list[bytes] | None:
        """The rows' texts, where a page is made of stand-ins that nobody has touched; None where it is not."""
        self._is_over = True
        if self.is_looked_at or not all(id(item) in self._bodies for item in page):
            return None
        if any(splices is not self._fetch.splices for _, splices in self._held):
            return None  # places of another statement
        return [self._bodies[id(item)] for item in page]

    def read(self, rows: Any) -> None:
        """Django has fetched instances, which nobody knows."""


class Taken:
    """The stand-ins of one slice.

    Arguments:
        rows: the slice.
        keys: of its rows.
    """

    def __init__(self, watch: Watch, rows: Any, keys: Iterable[Any]) -> None:
        self._watch, self._rows = watch, rows
        cls: Any = _stand_in(rows.model)
        attname = rows.model._meta.pk.attname
        self.items: list[Any] = []
        for key in keys:
            item = cls.__new__(cls)
            self.items.append(item)
            state = ModelState()
            state.adding, state.db = False, rows.db
            object.__setattr__(item, "__dict__", {"_state": state, attname: key, "_sqllist_taken": self})

    def load(self) -> None:
        """Make Django's instances of the stand-ins: each of them shares what one of those holds.

        Raises:
            Looked: a row is not there any more.
        """
        self._watch.look()
        model: Any = self._rows.model
        found: dict[Any, list[Any]] = {}
        for instance in self._rows._chain():
            found.setdefault(instance.pk, []).append(instance)
        for item in self.items:
            if type(item) is model:
                continue
            peers = found.get(object.__getattribute__(item, "__dict__")[model._meta.pk.attname])
            if not peers:
                raise Looked
            object.__setattr__(item, "__class__", model)
            object.__setattr__(item, "__dict__", vars(peers.pop(0)))


class Looked(Exception):
    """A paginator needs real instances, and these are gone. Never leaves the package."""


class Reader(Protocol):
    """Has a say in how a queryset is read."""

    def take(self, rows: Any) -> list[Any] | None:
        """What a queryset is to yield; None where Django is to fetch it."""

    def read(self, rows: Any) -> None:
        """Django has fetched it."""


class _Watched(QuerySet[Any]):
    """Before a project's queryset class, where rows are read."""

    _sqllist_reader: Reader
    _sqllist_is_taken = False

    def _clone(self) -> Any:
        found: Any = super()._clone()  # type: ignore[misc]
        found._sqllist_reader = self._sqllist_reader
        return found

    def _fetch_all(self) -> None:
        if self._sqllist_is_taken:
            return  # a class that does more here does it to the instances, once they are loaded
        is_new = self._result_cache is None
        if is_new and (rows := self._sqllist_reader.take(self)) is not None:
            self._result_cache = rows
            self._prefetch_done = self._sqllist_is_taken = True
            return
        super()._fetch_all()
        if is_new:
            self._sqllist_reader.read(self)

    def __reduce__(self) -> Any:
        return plain(self).__reduce__()

    def __deepcopy__(self, memo: Any) -> Any:
        return plain(self).__deepcopy__(memo)


def watched(queryset: Any, reader: Reader) -> QuerySet[Any]:
    """A copy of a queryset that is read by way of ``reader``, and so are those that are made of it."""
    cls = type(queryset)
    if cls not in _querysets:
        _querysets[cls] = type(cls.__name__, (_Watched, cls), {"__module__": cls.__module__, "__doc__": cls.__doc__})
    found = queryset._chain()
    found.__class__ = _querysets[cls]
    found._sqllist_reader = reader
    return found  # type: ignore[no-any-return]


def plain(queryset: Any) -> Any:
    """A copy of a queryset that nobody watches."""
    found = queryset._chain()
    found.__class__ = type(queryset).__mro__[2] if isinstance(queryset, _Watched) else type(queryset)
    vars(found).pop("_sqllist_reader", None)
    return found


def is_like(rows: Any, given: Any) -> bool:
    """Whether a queryset's rows are those that a plan was made for, however filtered, ordered and cut."""
    one, other = rows.query, given.query
    return (
        rows._iterable_class is ModelIterable
        and rows.model is given.model
        and rows.db == given.db
        and rows._prefetch_related_lookups == given._prefetch_related_lookups
        and one.annotations.keys() == other.annotations.keys()
        and all(map(is_, one.annotations.values(), other.annotations.values()))
        and one.annotation_select_mask == other.annotation_select_mask
        and (one.select_related, one.deferred_loading) == (other.select_related, other.deferred_loading)
        and (one.combinator, one.extra) == (other.combinator, other.extra)
        and one.select_for_update == other.select_for_update
    )


def _stand_in(model: type[Model]) -> type:
    """A class whose instances load themselves, and become the model's, as soon as they are asked for more than a key.

    Made past Django's metaclass, which would register it as a model.
    """
    if model not in _models:
        pk: Any = model._meta.pk
        known = frozenset({"pk", "_get_pk_val", "_meta", pk.attname})

        def getting(self: Any, name: str) -> Any:
            if name in known:
                return object.__getattribute__(self, name)
            _load(self)
            return getattr(self, name)

        def setting(self: Any, name: str, value: Any) -> None:
            _load(self)
            setattr(self, name, value)

        def deleting(self: Any, name: str) -> None:
            _load(self)
            delattr(self, name)

        members = {
            "__slots__": (),
            "__module__": model.__module__,
            "__qualname__": model.__qualname__,
            "__doc__": model.__doc__,
            "__getattribute__": getting,
            "__setattr__": setting,
            "__delattr__": deleting,
        }
        _models[model] = type.__new__(type(model), model.__name__, (model,), members)
    return _models[model]


def _load(item: Any) -> None:
    object.__getattribute__(item, "__dict__")["_sqllist_taken"].load()
