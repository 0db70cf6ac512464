"""Ours in the place of DRF's: arguments, errors, the write side, copies, subclasses."""

import copy
import pickle
from typing import Any

import pytest
from django.urls import clear_url_caches
from rest_framework.exceptions import ValidationError
from rest_framework.relations import Hyperlink, HyperlinkedIdentityField, HyperlinkedRelatedField, PKOnlyObject
from rest_framework.renderers import BrowsableAPIRenderer, HTMLFormRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from tests.testapp.models import Author, Book, Country, Tag

from .contexts import http
from .pairs import TWINS, Pair, Thing, get, in_context, outcome

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.links.library")]

BOTH = list(TWINS.items())


def same(call: Any, stock: Any, ours: Any) -> Any:
    """What both calls return, or the error that both raise."""
    found = []
    for one in (stock, ours):
        try:
            found.append((None, call(one)))
        except Exception as error:
            detail = getattr(error, "detail", None)
            codes = error.get_codes() if isinstance(error, ValidationError) else None
            found.append((type(error), str(error).replace("Fast", ""), detail, codes))
    assert found[1] == found[0]
    return found[0]


@pytest.mark.parametrize(
    ("args", "options"),
    [
        ((), {}),
        ((None,), {}),
        ((), {"view_name": "x"}),
        (("x",), {}),
        (("x",), {"read_only": True}),
        (("x",), {"read_only": True, "queryset": []}),
        (("x",), {"queryset": []}),
        (("x",), {"queryset": [], "many": True, "allow_empty": False}),
        (("x",), {"read_only": True, "many": True}),
        (("x",), {"source": "y"}),
        (("x",), {"unknown": 1}),
        (("x",), {"read_only": True, "write_only": True}),
        (("x",), {"read_only": True, "required": True}),
        (("x",), {"read_only": True, "lookup_field": "a", "format": "html", "help_text": "b", "label": "c"}),
        (("x",), {"read_only": True, "lookup_url_kwarg": "a"}),
    ],
)
@pytest.mark.parametrize(("kind", "fast"), BOTH)
def test_arguments(kind: Any, fast: Any, args: tuple[Any, ...], options: dict[str, Any]) -> None:
    def made(cls: Any) -> Any:
        field = cls(*args, **options)
        field = getattr(field, "child_relation", field)
        names = "view_name lookup_field lookup_url_kwarg format read_only required queryset label help_text source"
        return [getattr(field, name) for name in names.split()], field.use_pk_only_optimization()

    same(made, kind, fast)


def test_a_subclass_that_names_its_view() -> None:
    links = []
    for kind in (HyperlinkedRelatedField, FastHyperlinkedRelatedField):
        named = type("Named", (kind,), {"view_name": "tag-detail", "lookup_field": "pk", "queryset": Tag.objects.all()})
        links.append(in_context(named(), {"request": get()}).to_representation(Thing(5)))
    assert links == ["http://testserver/tag/5/"] * 2


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    "data",
    [
        *[
            "/tag/{pk}/",
            "http://testserver/tag/{pk}/",
            "https://other/tag/{pk}/",
            "/tag/99/",
            "/nowhere/",
            "/book/{pk}/",
        ],
        *[
            "",
            None,
            5,
            [],
            {},
            True,
            b"/tag/1/",
            "/tag/%31/",
            "http:/tag/{pk}/",
            "/v1/tag/{pk}/",
            "/tag/" + "9" * 40 + "/",
        ],
    ],
    ids=str,
)
def test_to_internal_value(data: Any, many: bool) -> None:
    tag = Tag.objects.create(name="a")
    data = data.format(pk=tag.pk) if isinstance(data, str) else data

    def run(kind: Any) -> Any:
        field = in_context(kind(view_name="tag-detail", queryset=Tag.objects.all(), many=many), {"request": get()})
        return field.run_validation([data] if many else data)

    same(run, HyperlinkedRelatedField, FastHyperlinkedRelatedField)


@pytest.mark.parametrize("key", ["abc", "", None, [], "9" * 40])
@pytest.mark.parametrize("lookup", ["pk", "name", "missing"])
def test_get_object(key: Any, lookup: str) -> None:
    def run(kind: Any) -> Any:
        field = kind(view_name="tag-detail", lookup_field=lookup, lookup_url_kwarg="pk", queryset=Tag.objects.all())
        return field.get_object("tag-detail", (), {"pk": key})

    same(run, HyperlinkedRelatedField, FastHyperlinkedRelatedField)


def test_get_object_by_several_fields() -> None:
    country = Country.objects.create(code="nl", name="Netherlands")
    author = Author.objects.create(name="a", country=country)
    field = in_context(
        FastHyperlinkedRelatedField(
            view_name="author-of-country",
            lookup_fields={"pk": "pk", "code": "country.code"},
            queryset=Author.objects.all(),
        ),
        {"request": get()},
    )
    url = f"http://testserver/country/nl/author/{author.pk}/"
    assert not field.use_pk_only_optimization()
    for _ in range(2):
        assert field.to_representation(author) == url
        assert field.to_internal_value(url) == author
        assert field.to_representation(Author(pk=5)) is None
        assert field.to_representation(Author(country=country)) is None
    for data, code in {
        url.replace("nl", "be"): "does_not_exist",
        "/nowhere/": "no_match",
        f"/author/{author.pk}/": "incorrect_match",
        5: "incorrect_type",
    }.items():
        with pytest.raises(ValidationError) as caught:
            field.run_validation(data)
        assert caught.value.get_codes() == [code]
    with pytest.raises(ValidationError) as caught:
        field.run_validation(None)
    assert caught.value.get_codes() == ["null"]


def test_choices_and_forms() -> None:
    for name in "abc":
        Tag.objects.create(name=name)
    found = []
    for kind in (HyperlinkedRelatedField, FastHyperlinkedRelatedField):
        for many in (False, True):
            field = kind(view_name="tag-detail", queryset=Tag.objects.all(), many=many)
            serializer = type("S", (Serializer,), {"link": field})(context={"request": get()})
            bound = serializer.fields["link"]
            options = [(option.value, option.display_text) for option in bound.iter_options()]
            found.append((dict(bound.choices), options, rendered(serializer)))
            assert len(options) == 3
            assert "<select" in found[-1][2]
    assert found[2:] == found[:2]


def rendered(serializer: Any) -> str:
    style = {"template_pack": "rest_framework/vertical"}
    return "".join(HTMLFormRenderer().render_field(field, style) for field in serializer)


@pytest.mark.parametrize("source", ["author", "author_id", "get_author", "author.mentor", "missing", "*"])
def test_attributes_of_relations(source: str) -> None:
    author = Author.objects.create(name="a", mentor=Author.objects.create(name="b"))
    book = Book.objects.create(title="t", author=author)
    book.get_author = lambda: author  # type: ignore[attr-defined]
    found = []
    for kind in (HyperlinkedRelatedField, FastHyperlinkedRelatedField):
        options = {} if source == "link" else {"source": source}
        serializer = type("S", (Serializer,), {"link": kind(view_name="author-detail", read_only=True, **options)})
        found.append([])
        for instance in (book, Book(title="none"), {"author": author}):
            try:
                data = serializer(instance, context={"request": get()}).data
                found[-1].append((dict(data), type(data["link"]), type(getattr(data["link"], "obj", None))))
            except Exception as error:
                found[-1].append((type(error), str(error)))
    assert found[0] == found[1]


def test_only_the_key_is_fetched(django_assert_num_queries: Any) -> None:
    author = Author.objects.create(name="a")
    book = Book.objects.get(pk=Book.objects.create(title="t", author=author).pk)
    field = in_context(
        FastHyperlinkedRelatedField(view_name="author-detail", read_only=True, source="author"), {"request": None}
    )
    with django_assert_num_queries(0):
        value = field.get_attribute(book)
        assert type(value) is PKOnlyObject
        assert field.to_representation(value) == f"/author/{author.pk}/"


@pytest.mark.parametrize(("kind", "fast"), BOTH)
def test_copies(kind: Any, fast: Any) -> None:
    options = {"read_only": True} if kind is HyperlinkedRelatedField else {}
    for field in Pair({"request": None}, kind, view_name="tag-detail", **options).fields:
        for _ in range(2):
            for copied in (copy.deepcopy(field), copy.copy(field), pickle.loads(pickle.dumps(field))):
                assert type(copied) is type(field)
                copied.parent = Serializer(context={"request": None})
                assert copied.to_representation(Thing(7)) == "/tag/7/"
                copied.view_name = "author-detail"
                assert copied.to_representation(Thing(7)) == "/author/7/"
            assert field.to_representation(Thing(5)) == "/tag/5/"


def test_a_copy_with_other_lookups() -> None:
    field = in_context(
        FastHyperlinkedIdentityField(view_name="book-of-author", lookup_fields={"pk": "pk", "author": "a"}),
        {"request": None},
    )
    thing = Thing(5, a=6, b=7)
    assert field.to_representation(thing) == "/author/6/book/5/"
    copied = copy.copy(field)
    copied.lookup_fields = {"pk": "pk", "author": "b"}
    assert copied.to_representation(thing) == "/author/7/book/5/"
    field.lookup_fields = {"pk": "b", "author": "b"}
    assert field.to_representation(thing) == "/author/7/book/7/"


def test_declared_fields_are_shared_by_no_serializers() -> None:
    class Things(Serializer):
        link = FastHyperlinkedIdentityField(view_name="tag-detail")

    first, second = (Things(Thing(5), context={"request": request}) for request in (None, get()))
    assert (first.data["link"], second.data["link"]) == ("/tag/5/", "http://testserver/tag/5/")
    assert Things._declared_fields["link"]._writer is None


def test_pickled_links() -> None:
    for field in Pair({"request": None}, view_name="tag-detail").fields:
        for _ in range(2):
            loaded = pickle.loads(pickle.dumps(field.to_representation(Tag(pk=5, name="a"))))
            assert (type(loaded), loaded) == (Hyperlink, "/tag/5/")
            assert loaded.name == str(Tag(pk=5, name="a"))


def test_the_browsable_api_names_its_links() -> None:
    pages = []
    for kind in (HyperlinkedIdentityField, FastHyperlinkedIdentityField):

        class Page(APIView):
            renderer_classes = [BrowsableAPIRenderer, JSONRenderer]
            link = type("S", (Serializer,), {"link": kind(view_name="tag-detail")})

            def get(self, request: Any) -> Response:
                things = [Country(pk=key, code="x", name=f"<{key}>") for key in (1, 2)]
                return Response(self.link(things, many=True, context={"request": request}).data)

        pages.append(Page.as_view()(http()).render().content)
    assert pages[0] == pages[1]
    assert b'<a href="http://testserver/tag/2/" rel="nofollow">' in pages[0]


OVERRIDES: dict[str, Any] = {
    "get_url": lambda self, obj, view_name, request, format: f"{view_name}:{obj.pk}",
    "get_object": lambda self, *args: args,
    "to_representation": lambda self, value: super(type(self), self).to_representation(value) + "!",
    "get_attribute": lambda self, instance: Thing(77),
    "to_internal_value": lambda self, data: data,
    "use_pk_only_optimization": lambda self: False,
    "display_value": lambda self, instance: "shown",
}


@pytest.mark.parametrize("name", OVERRIDES)
@pytest.mark.parametrize(("kind", "fast"), BOTH)
def test_methods_of_a_subclass(kind: Any, fast: Any, name: str) -> None:
    options = {"read_only": True} if kind is HyperlinkedRelatedField else {}

    def run(cls: Any) -> Any:
        own = type("Own", (cls,), {name: OVERRIDES[name]})
        serializer = type("S", (Serializer,), {"author": own(view_name="author-detail", **options)})
        made = serializer([Thing(1, author=Thing(5)), Thing(2, author=Thing(6))], many=True, context={"request": get()})
        field = made.child.fields["author"]
        return [dict(row) for row in made.data], field.use_pk_only_optimization(), field.display_value(Thing(5))

    assert same(run, kind, fast)[0] is None


def test_get_url_of_a_subclass_that_asks_its_parent() -> None:
    def get_url(self: Any, obj: Any, view_name: str, request: Any, format: Any) -> Any:
        return super(type(self), self).get_url(obj, "tag-detail", request, format) + "?own"

    links = [
        in_context(
            type("Own", (kind,), {"get_url": get_url})(view_name="missing"), {"request": get()}
        ).to_representation(Thing(5))
        for kind in (HyperlinkedIdentityField, FastHyperlinkedIdentityField)
    ]
    assert links == ["http://testserver/tag/5/?own"] * 2


def test_another_source_of_a_subclass() -> None:
    """An identity field's source is "*", unless a subclass says otherwise."""

    found = []
    for kind in (HyperlinkedIdentityField, FastHyperlinkedIdentityField):

        class Own(kind):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.source = "author"

        serializer = type("S", (Serializer,), {"link": Own(view_name="author-detail")})
        found.append(serializer(Thing(1, author=Thing(5)), context={"request": None}).data)
    assert found[0] == found[1] == {"link": "/author/5/"}


class OwnKey(Tag):
    """Its ``pk`` is another number than its column."""

    class Meta:
        app_label = "testapp"
        proxy = True

    @property
    def pk(self) -> int:  # type: ignore[override]
        return 1000 + self.id


class OwnKeyValue(Tag):
    class Meta:
        app_label = "testapp"
        proxy = True

    def _get_pk_val(self, meta: Any = None) -> int:
        return 2000 + self.id

    pk = property(_get_pk_val)  # type: ignore[assignment]


def test_keys_by_models_of_their_own() -> None:
    """A key is read by its own name only where ``pk`` is Django's; objects of several classes come by turns."""
    things = [
        Tag(id=5),
        OwnKey(id=5),
        OwnKeyValue(id=5),
        Author(id=5),
        Thing(5),
        PKOnlyObject(5),
        Tag(id=None),
        Tag(id=True),
    ]
    for first in things:
        pair = Pair({"request": get()}, view_name="tag-detail")
        for thing in [first, *things]:
            expected, ours = (outcome(field, thing) for field in pair.fields)
            assert ours == expected
    clear_url_caches()
