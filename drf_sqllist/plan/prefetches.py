"""What a queryset's ``prefetch_related`` puts in the place of its relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models.query import Prefetch, QuerySet

from drf_sqllist.problems import Problem, Unsupported


@dataclass
class Prefetched:
    """One level of a queryset's prefetch lookups: what is under an attribute's name.

    Arguments:
        relation: the relation's accessor; differs from the attribute under ``to_attr``.
        queryset: of a ``Prefetch`` object, None for the default one.
        repeated: another lookup ended here before this queryset's.
        below: lookups that go on from here.
    """

    relation: str
    queryset: QuerySet[Any] | None = None
    repeated: bool = False
    below: dict[str, Prefetched] = field(default_factory=dict)


def below(prefetched: Prefetched | None, queryset: QuerySet[Any] | None = None) -> Mapping[str, Prefetched]:
    """Prefetch lookups below a relation: those that pass through it, and its own queryset's.

    Arguments:
        queryset: a manager's, where the prefetch has none.
    """
    own = prefetched.queryset if prefetched else None
    own = queryset if own is None else own
    return {**({} if own is None else prefetch_tree(own)), **(prefetched.below if prefetched else {})}


def prefetch_tree(queryset: QuerySet[Any]) -> dict[str, Prefetched]:
    """A queryset's prefetch lookups as a tree, by the attribute under which the objects are found."""
    root: dict[str, Prefetched] = {}
    for lookup in queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
        prefetch = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        level = root
        through, to = prefetch.prefetch_through.split("__"), prefetch.prefetch_to.split("__")
        for relation, attribute in zip(through, to, strict=True):
            seen = attribute in level
            node = level.setdefault(attribute, Prefetched(relation))
            level = node.below
        if prefetch.queryset is not None:
            node.queryset, node.repeated = prefetch.queryset, seen
    return root


def refuse_what_django_refuses(
    prefetched: Prefetched | None, attribute: str, generic: bool = False
) -> Prefetched | None:
    """Raise ``Unsupported`` for prefetches that Django raises for, so that its own path does.

    Arguments:
        generic: of a generic relation, for which Django has no way to cut a slice for each row.
    """
    queryset = prefetched.queryset if prefetched else None
    if prefetched is None or queryset is None:
        return prefetched
    if queryset.query.is_sliced and attribute == prefetched.relation:
        reason, hint = "sliced", "Give it a to_attr."
    elif queryset.query.is_sliced and generic:
        reason, hint = "sliced, and of a generic relation", "Use SQLNested with a limit."
    elif queryset.query.is_sliced and queryset.query.distinct:
        # Django numbers the rows before it looks which of them are the same.
        reason, hint = "sliced and distinct()", "Use SQLNested with a limit."
    elif queryset.query.combinator:
        reason, hint = "a union, an intersection or a difference", "Filter one queryset instead."
    elif prefetched.repeated:
        reason, hint = "a second lookup of the same name", "Leave the other one out."
    else:
        return prefetched
    raise Unsupported(Problem("prefetch", "", f"the Prefetch of {attribute!r} is {reason}.", hint))


def any_repeated(tree: Mapping[str, Prefetched]) -> bool:
    """Whether Django would refuse one of the lookups because another one came to the same objects first."""
    return any(node.repeated or any_repeated(node.below) for node in tree.values())


def refuse_windows(queryset: QuerySet[Any] | None) -> None:
    """Raise ``Unsupported`` for window functions, which look at all rows that are fetched together with one."""
    annotations = {} if queryset is None else queryset.query.annotations
    if any(getattr(annotation, "contains_over_clause", False) for annotation in annotations.values()):
        raise Unsupported(Problem("prefetch", "", "a window function sees the rows of all parents.", "Use a subquery."))
