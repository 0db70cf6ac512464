"""A paginator that pages by itself: it counts and slices, its rows are made by one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.query import QuerySet

from drf_sqllist.page.fetched import Fetch, Listing
from drf_sqllist.page.seen import Seen, loaded_models
from drf_sqllist.page.watched import Looked, Watch, may_watch
from drf_sqllist.plan.tables import has_table
from drf_sqllist.problems import VALUE, Bail, Problem, Unsupported

ITEMS = Problem(
    "page-items",
    "",
    "the paginator's page is not a list of the queryset's instances, each once and as it was read.",
    "Let it take a slice of the queryset, and leave its instances alone.",
)

IN_MEMORY = Problem(
    "page-in-memory",
    "",
    "the paginator reads its rows, and with them all that the list shows: DRF asks the database for nothing more.",
    "Let it take a slice of the queryset, and leave its instances alone.",
)


class PagedAlready(Unsupported):
    """The page cannot be made by SQL, but the paginator has chosen it: it must not be asked again."""

    def __init__(self, page: Any, *problems: Problem) -> None:
        super().__init__(*problems)
        self.page = page


def page_by_itself(view: Any, queryset: QuerySet[Any], fetch: Fetch) -> Listing | None:
    """The rows that any paginator chose: written as it takes them, or else by their primary keys.

    Raises:
        PagedAlready: what it chose is not a list of the queryset's instances, or DRF's path is as good.
    """
    watch = Watch(view, queryset, fetch) if may_watch(view, queryset) else None
    seen = Seen(queryset)
    try:
        page = view.paginate_queryset(seen.queryset() if watch is None else watch.queryset())
    except Looked:
        return page_by_itself(view, queryset, fetch)
    if page is None:
        return None
    instances = list(page)
    if iter(page) is page:
        page = instances  # it is used up
    if not instances:
        return Listing([], paginated=True, page=page)
    if watch is not None:
        if (bodies := watch.bodies(instances)) is not None:
            return Listing(bodies, paginated=True, page=page)
        raise PagedAlready(page, *_reasons(watch.refused))
    if not seen.has_only(instances) or len({instance.pk for instance in instances}) < len(instances):
        raise PagedAlready(page, ITEMS)
    if fetch.models is not None and fetch.models <= loaded_models(queryset):
        raise PagedAlready(page, IN_MEMORY)
    return _by_keys(queryset, instances, page, fetch)


def _reasons(refused: Exception | None) -> Sequence[Problem]:
    if isinstance(refused, Unsupported):
        return refused.problems
    return (ITEMS,) if refused is None else (VALUE,)


def _by_keys(queryset: QuerySet[Any], instances: list[Any], page: Any, fetch: Fetch) -> Listing:
    keys = [instance.pk for instance in instances]
    try:
        rows = _rows(queryset).order_by()
        rows.query.add_q(Q(pk__in=keys))  # a queryset class may have a filter() of its own
        fetched = fetch(rows, position=queryset.model._meta.pk.attname)
    except Unsupported as error:
        raise PagedAlready(page, *error.problems) from error
    except Bail as error:
        raise PagedAlready(page, VALUE) from error
    found = dict(zip(fetched.positions, fetched.bodies, strict=True))
    if set(found) != set(keys):
        raise PagedAlready(page, Problem("moved-page", "", "rows of the page changed while it was read."))
    if len(fetched.bodies) > len(keys):
        raise PagedAlready(page, Problem("page-rows", "", "several rows have the primary key of one on the page."))
    return Listing([found[key] for key in keys], paginated=True, page=page)


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


def _rows(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The queryset, if narrowing it to the page's keys leaves each row as it was: past its class's own methods."""
    query = queryset.query
    windowed = not all(_is_of_one_row(annotation) for annotation in query.annotations.values())
    if not (query.is_sliced or query.combinator or query.distinct_fields or windowed):
        return QuerySet(queryset.model, query=query.chain(), using=queryset.db)
    if query.annotations or not has_table(queryset.model):
        raise Unsupported(
            Problem("page-rows", "", "the queryset cannot be narrowed to the page that the paginator chose.")
        )
    return QuerySet(queryset.model, using=queryset.db)
