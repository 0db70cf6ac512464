"""A paginator that pages by itself: it counts and slices, its rows are then made by one statement."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.query import QuerySet

from drf_sqllist.page.fetched import Fetch, Listing
from drf_sqllist.problems import VALUE, Bail, Problem, Unsupported


class PagedAlready(Unsupported):
    """The page cannot be made by SQL, but the paginator has chosen it: it must not be asked again."""

    def __init__(self, page: Any, *problems: Problem) -> None:
        super().__init__(*problems)
        self.page = page


def page_by_itself(view: Any, queryset: QuerySet[Any], fetch: Fetch) -> Listing | None:
    """The rows that any paginator chose, by their primary keys.

    Raises:
        PagedAlready: what it chose is not a list of the queryset's instances, or SQL cannot make it.
    """
    page = view.paginate_queryset(queryset)
    if page is None:
        return None
    instances = list(page)
    if not instances:
        return Listing([], paginated=True, page=instances)
    keys = _keys(instances, queryset)
    rows = _rows(queryset, instances).order_by()
    rows.query.add_q(Q(pk__in=keys))  # a queryset class may have a filter() of its own
    try:
        fetched = fetch(rows, position=queryset.model._meta.pk.attname)
    except Unsupported as error:
        raise PagedAlready(instances, *error.problems) from error
    except Bail as error:
        raise PagedAlready(instances, VALUE) from error
    found = dict(zip(fetched.positions, fetched.bodies, strict=True))
    if set(found) != set(keys):
        raise PagedAlready(instances, Problem("moved-page", "", "rows of the page changed while it was read."))
    return Listing([found[key] for key in keys], paginated=True, page=instances)


def _keys(instances: list[Any], queryset: QuerySet[Any]) -> list[Any]:
    model: Any = queryset.model._meta.concrete_model
    keys = [instance.pk for instance in instances if type(instance) in (queryset.model, model)]
    if len(set(keys)) < len(instances) or any(isinstance(key, tuple) for key in keys):
        raise PagedAlready(
            instances, Problem("page-items", "", "the paginator's page is not a list of different instances.")
        )
    return keys


def _is_of_one_row(annotation: Any) -> bool:
    """Whether an annotation can be no window over other rows: SQL of the project's own may be one."""
    if getattr(annotation, "contains_over_clause", True):
        return False
    parts = annotation.flatten() if hasattr(annotation, "flatten") else ()
    return not any(_may_look_around(part) for part in parts if part)


def _may_look_around(part: Any) -> bool:
    own_text = f"{getattr(part, 'extra', '')}{getattr(part, 'template', '')}{getattr(part, 'function', '')}"
    foreign = not type(part).__module__.startswith("django.") or isinstance(part, RawSQL)
    return foreign or "over" in own_text.lower()


def _rows(queryset: QuerySet[Any], page: list[Any]) -> QuerySet[Any]:
    """The queryset, if narrowing it to the page's keys leaves each row as it was: past its class's own methods."""
    query = queryset.query
    windowed = not all(_is_of_one_row(annotation) for annotation in query.annotations.values())
    if not (query.is_sliced or query.combinator or query.distinct_fields or windowed):
        return QuerySet(queryset.model, query=query.chain(), using=queryset.db)
    if query.annotations:
        raise PagedAlready(
            page,
            Problem("page-rows", "", "the queryset cannot be narrowed to the page that the paginator chose."),
        )
    return QuerySet(queryset.model, using=queryset.db)
