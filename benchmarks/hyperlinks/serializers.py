"""Serializers that are alike but for their links: none, DRF's own, or fast ones."""

from collections.abc import Sequence
from typing import Any

from rest_framework.relations import HyperlinkedIdentityField, HyperlinkedRelatedField

from benchmarks.hyperlinks.routes import LINKED, view_name
from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField

STOCK = (HyperlinkedIdentityField, HyperlinkedRelatedField)
FAST = (FastHyperlinkedIdentityField, FastHyperlinkedRelatedField)


def to_row(classes: Sequence[type[Any]], kind: str, links: int, **options: Any) -> dict[str, Any]:
    """Links to an object itself, by as many views.

    Arguments:
        kind: of the routes.
        options: of each field.
    """
    identity, _ = classes
    return {f"{name}_url": identity(view_name=view_name(kind, name), **options) for name in LINKED[:links]}


def to_customer(classes: Sequence[type[Any]], kind: str) -> dict[str, Any]:
    """A link to a related object, whose key is among the row's own columns."""
    _, related = classes
    field = related(view_name=view_name(kind, "customer"), source="customer", read_only=True)
    return {"customer_url": field}


def with_links(base: type[Any], links: dict[str, Any]) -> type[Any]:
    """The serializer with these members behind its own."""
    meta = type("Meta", (base.Meta,), {"fields": (*base.Meta.fields, *links)})
    return type(base)(base.__name__, (base,), {**links, "Meta": meta})
