"""The table of contents: which habit is listed where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import URLPattern, path, reverse

from demo.kitchen.views import columns, computed, features, fields, memory, output
from demo.kitchen.views.base import KitchenList, twins


@dataclass(frozen=True)
class Pattern:
    """A pair of endpoints.

    Arguments:
        slug: its part of the URL.
        title: what the code does.
        shared: the list, to which the twins add a base class each.
        queries: query strings that matter to it.
        kwargs: what its URL captures, with values that lead somewhere.
    """

    slug: str
    title: str
    shared: type[KitchenList]
    queries: tuple[str, ...] = ()
    kwargs: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return reverse(f"kitchen-{self.slug}", kwargs=self.kwargs)

    @property
    def tuned_url(self) -> str:
        return reverse(f"kitchen-{self.slug}-tuned", kwargs=self.kwargs)

    def routes(self) -> Iterator[URLPattern]:
        captured = "".join(f"<slug:{name}>/" for name in self.kwargs)
        ours, tuned = twins(self.shared)
        yield path(f"{self.slug}/{captured}", ours.as_view(), name=f"kitchen-{self.slug}")
        yield path(f"{self.slug}/{captured}tuned/", tuned.as_view(), name=f"kitchen-{self.slug}-tuned")


@dataclass(frozen=True)
class Family:
    title: str
    patterns: tuple[Pattern, ...]


FAMILIES = (
    Family(
        "Method fields",
        (
            Pattern("small-methods", "pass-through, constant, path, CASE, concatenation", computed.SmallMethodsList),
            Pattern(
                "related-methods", "count, names, latest and total of prefetched rows", computed.RelatedMethodsList
            ),
            Pattern("querying-methods", "a query of its own for each row", computed.QueryingMethodsList),
            Pattern(
                "request-methods",
                "asks the request, its user and its parameters",
                computed.RequestMethodsList,
                ("as=chef", "as=cook&currency=PLN"),
            ),
            Pattern("view-kwargs", "asks the view's kwargs", computed.ViewKwargsList, kwargs={"station": "grill"}),
            Pattern("python-methods", "hash, dates, JSON, regular expressions", computed.PythonMethodsList),
        ),
    ),
    Family(
        "Method fields that do more",
        (
            Pattern("serializer-methods", "a serializer of its own for each row", memory.SerializerMethodsList),
            Pattern("running-totals", "counts on the serializer and in the context", memory.RunningTotalsList),
            Pattern("left-on-object", "leaves values on objects for the next method", memory.LeftOnObjectList),
            Pattern("looks-around", "looks at the other rows, and at what it is nested in", memory.LooksAroundList),
            Pattern("odd-values", "returns whatever DRF's encoder takes", memory.OddValuesList),
        ),
    ),
    Family(
        "Model properties and str()",
        (
            Pattern("properties", "properties and methods, dotted sources through them", computed.PropertiesList),
            Pattern("own-properties", "properties of the row's own columns", computed.CookPropertiesList),
            Pattern("strings", "StringRelatedField, one and many; __str__ reads a relation", computed.StringsList),
            Pattern("nested-strings", "StringRelatedField in a nested list", computed.NestedStringsList),
        ),
    ),
    Family(
        "Field classes",
        (
            Pattern("own-fields", "to_representation(value): money, masked email, upper case", fields.OwnFieldsList),
            Pattern("unix-times", "to_representation(value): milliseconds since 1970", fields.ReviewTimesList),
            Pattern("own-attributes", "get_attribute(instance)", fields.OwnAttributesList),
            Pattern("choices", "a choice as {value, label}", fields.ChoicesList),
            Pattern("auto-choices", "serializer_choice_field for all of a model's choices", fields.AutoChoicesList),
            Pattern("display", 'str(obj) by source="*", and related objects as {id, display}', fields.DisplayList),
            Pattern("translated", "one language of a JSON column", fields.TranslatedList, ("lang=fr", "lang=xx")),
            Pattern("localized", "localized decimals", fields.LocalizedList, ("lang=de", "lang=fr")),
            Pattern("documents", "list, dict and multiple-choice fields over JSON and text", fields.DocumentsList),
            Pattern("document-paths", "dotted sources into a JSON column", fields.DocumentPathsList),
            Pattern("nested-documents", "a plain serializer over a JSON column", fields.SupplierDocumentsList),
            Pattern(
                "nested-methods",
                "methods and properties in nested serializers only",
                fields.NestedMethodsList,
                ("as=cook",),
            ),
        ),
    ),
    Family(
        "Hyperlinks",
        (
            Pattern("hyperlinks", "HyperlinkedModelSerializer: its URL, its relations'", fields.HyperlinksList),
            Pattern("self-hyperlinks", "links to the same model: boss and team", fields.CookLinksList),
            Pattern("nested-hyperlinks", "lookup_fields along a relation, a URL template", fields.NestedLinksList),
            Pattern("own-hyperlinks", "a get_url() with two kwargs", fields.OwnLinksList),
        ),
    ),
    Family(
        "to_representation of serializers",
        (
            Pattern("patched", "super(), then keys added, dropped, renamed, replaced", output.PatchedList),
            Pattern("without-nulls", "super() without its nulls", output.WithoutNullsList),
            Pattern("free", "no super() at all", output.FreeList),
            Pattern("plain-values", "a BaseSerializer that writes a text", output.PlainValueList),
            Pattern("nested-output", "in nested serializers only", output.NestedOutputList, ("as=chef",)),
        ),
    ),
    Family(
        "List serializers",
        (
            Pattern("grouped", "groups its rows", output.GroupedList),
            Pattern("present", "leaves rows out", output.PresentList),
            Pattern("numbered", "overrides .data of the list", output.NumberedList),
            Pattern("own-data", "overrides .data of one object, which no list reads", output.OwnDataList),
        ),
    ),
    Family(
        "Fields that depend on the request",
        (
            Pattern(
                "dynamic-fields",
                "?fields=",
                output.DynamicList,
                ("fields=id,name", "fields=label", "fields=author,nothing"),
            ),
            Pattern("brief", "?brief=1", output.BriefList, ("brief=1",)),
            Pattern("staff-fields", "get_fields() asks request.user", output.StaffFieldsList, ("as=chef", "as=cook")),
            Pattern(
                "serializer-choice",
                "get_serializer_class() asks the query",
                output.SerializerChoiceList,
                ("view=full",),
            ),
            Pattern(
                "context-fields",
                "fields and values by context",
                output.ContextList,
                ("storage", "currency=USD&storage=1"),
            ),
        ),
    ),
    Family(
        "Generic foreign keys",
        (
            Pattern("generic-method", "read by a method", output.TargetMethodList),
            Pattern("generic-field", "a field with a serializer for each model", output.TargetFieldList),
            Pattern("generic-relation", "a GenericRelation, listed and counted", output.NotedList),
        ),
    ),
    Family(
        "Views",
        (
            Pattern("annotated", "annotate(), and a method that reads it", features.AnnotatedList),
            Pattern(
                "filtered-prefetch",
                "Prefetch(queryset, to_attr), and a method that reads it",
                features.FilteredPrefetchList,
            ),
            Pattern("plain-prefetch", "Prefetch(queryset, to_attr)", features.PlainPrefetchList),
            Pattern("distinct", "distinct() over a join", features.DistinctList),
            Pattern("only", "only(), and a method that reads what is left out", features.PartialList),
            Pattern("defer", "defer()", features.DeferredList),
            Pattern("extra-context", "get_serializer_context() with more keys", features.ExtraContextList),
            Pattern("own-filter", "filter_queryset()", features.OwnFilterList, ("storage=cold", "storage=none")),
            Pattern("own-list", "list() with a header", features.OwnList),
            Pattern("own-list-data", "list() that adds to the data", features.OwnListDataList),
            Pattern("envelope", "a paginator's own envelope", features.EnvelopeList),
            Pattern("own-envelope", "the view's own envelope, with the rows' ids", features.OwnEnvelopeList),
            Pattern(
                "estimated-count",
                "a paginator that guesses the count",
                features.EstimatedList,
                ("page=100", "page=101"),
            ),
            Pattern("unpaged", "no pages", features.UnpagedList),
        ),
    ),
    Family(
        "Models",
        (
            Pattern("column-classes", "from_db_value: a comma-separated column", columns.ColumnClassesList),
            Pattern("sealed", "from_db_value: a sealed column", columns.SealedList),
            Pattern("dirty-tracking", "__init__ that remembers", columns.DirtyTrackingList),
            Pattern("post-init", "a post_init receiver that changes instances", columns.PostInitList),
            Pattern("soft-delete", "a default manager that hides rows", columns.SoftDeleteList),
        ),
    ),
)

PATTERNS = tuple(pattern for family in FAMILIES for pattern in family.patterns)
