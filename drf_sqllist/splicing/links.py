"""DRF's own hyperlink fields where Python makes their links: as fast as ours, and what they make is the same."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from rest_framework.relations import HyperlinkedIdentityField, HyperlinkedRelatedField

from drf_sqllist.hyperlinks import WRITTEN_WITH, FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from drf_sqllist.plan.registry import patched

_METHODS = ("get_attribute", "get_url", "to_representation", "use_pk_only_optimization")


class _Twin:
    """Looks after its options: they are set on the field that it stands for."""

    __slots__ = ()
    _writer: Any
    _written_with: Any

    def to_representation(self, value: Any) -> Any:
        options = _options(self)
        if options != self._written_with:
            self._writer, self._written_with = None, options
        link: Any = super().to_representation(value)  # type: ignore[misc]
        return link


class _IdentityTwin(_Twin, FastHyperlinkedIdentityField):
    __slots__ = ("_writer", "_written_with")


class _RelatedTwin(_Twin, FastHyperlinkedRelatedField):
    __slots__ = ("_writer", "_written_with")


_options = attrgetter(*sorted(WRITTEN_WITH))


_TWINS: dict[type, type] = {HyperlinkedIdentityField: _IdentityTwin, HyperlinkedRelatedField: _RelatedTwin}


def fast(field: Any) -> Any:
    """A field that makes what this one does; itself, where it is no hyperlink field of DRF's own.

    The two have their attributes in common: what a serializer sets on its field is seen at once. Only what a
    fast field remembers has a place of its own.
    """
    cls = _TWINS.get(type(field))
    if cls is None or patched(type(field), _METHODS, "rest_framework."):
        return field
    twin: Any = object.__new__(cls)
    twin.__dict__ = field.__dict__
    twin._writer = twin._written_with = None
    return twin
