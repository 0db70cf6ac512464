"""The caches of an instance: they fill themselves, for all its peers at once, when somebody looks."""

from __future__ import annotations

from copy import deepcopy
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from drf_sqllist.splicing.peers import Peers

MISSING: Any = object()
"""Django is to fetch the object by itself."""


class _Nobody:
    """In the place of peers: there is nothing to be loaded."""

    names: frozenset[str] = frozenset()

    def is_pending(self, name: str, of_lists: bool) -> bool:
        return False

    def load(self, name: str, of_lists: bool) -> bool:
        return False

    def load_all(self) -> None:
        return None

    def find(self, name: str, index: int) -> Any:
        return MISSING


_NOBODY = _Nobody()


class _Cache(dict[str, Any]):
    """A cache of an instance that fills itself. Who looks at it finds what the lookups would have left in it."""

    __slots__ = ("index", "peers")
    index: int
    peers: Peers | _Nobody
    of_lists: ClassVar[bool]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or self.peers.is_pending(str(name), self.of_lists)

    def __missing__(self, name: str) -> Any:
        if self.peers.load(name, self.of_lists) and super().__contains__(name):
            return self[name]
        raise KeyError(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.peers.load(name, self.of_lists)
        return super().get(name, default)

    def clear(self) -> None:
        """Forget everything, what is not loaded yet as well: Django fetches again what is asked for.

        Without a statement: Django 6.1 clears the caches of instances that nobody holds any more.
        """
        self.peers = _NOBODY
        super().clear()

    def __reduce_ex__(self, protocol: Any) -> Any:
        return dict, (self.copy(),)

    def __copy__(self) -> dict[str, Any]:
        return self.copy()

    def __deepcopy__(self, memo: Any) -> Any:
        return deepcopy(self.copy(), memo)


def _complete(name: str) -> Any:
    """A method of dicts that is given all that there is."""
    method = getattr(dict, name)

    @wraps(method)
    def complete(self: _Cache, *args: Any) -> Any:
        self.peers.load_all()
        return method(self, *args)

    return complete


for _name in (
    *("__delitem__", "__eq__", "__iter__", "__len__", "__ne__", "__or__", "__repr__", "__reversed__", "__ror__"),
    *("copy", "items", "keys", "pop", "popitem", "setdefault", "values"),
):
    setattr(_Cache, _name, _complete(_name))


class FieldsCache(_Cache):
    """The objects that to-one relations of an instance lead to (Django ``ModelState.fields_cache``)."""

    __slots__ = ()
    of_lists = False

    def __missing__(self, name: str) -> Any:
        if self.peers.is_pending(name, self.of_lists):
            return super().__missing__(name)
        related = self.peers.find(name, self.index)
        if related is MISSING:
            raise KeyError(name)
        self[name] = related
        return related


class PrefetchedCache(_Cache):
    """What was prefetched for an instance (Django's ``_prefetched_objects_cache``)."""

    __slots__ = ()
    of_lists = True
