"""What changes between two links of one field: the second link is DRF's too."""

import asyncio
from collections.abc import Callable, Iterator
from contextvars import Context, ContextVar, copy_context
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest
from asgiref.sync import sync_to_async
from django.http import QueryDict
from django.test import override_settings
from django.urls import clear_url_caches, path, set_script_prefix, set_urlconf
from django.utils import translation
from rest_framework import versioning
from rest_framework.relations import HyperlinkedRelatedField
from rest_framework.serializers import ListSerializer, Serializer
from rest_framework.settings import api_settings

from drf_sqllist.links import watching, writers

from . import urls
from .contexts import http
from .pairs import Pair, Thing, get, in_context

URLS = "tests.links.urls"
THINGS = [Thing(5, slug="five"), Thing("abc", slug="é"), Thing(1234, slug="x")]


@pytest.fixture(autouse=True)
def _urls() -> Iterator[None]:
    set_urlconf(URLS)
    yield
    set_urlconf(None)
    set_script_prefix("/")


@pytest.fixture(params=["by-copies", "by-asking"], autouse=True)
def _watching(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to see that the surroundings have changed: the second is for asgiref before 3.9."""
    assert writers.surroundings is watching.copy_context
    if request.param == "by-asking":
        monkeypatch.setattr(writers, "surroundings", watching._ask)


def pairs(
    context: Any = None, names: str = "int slug router i18n either versioned by-path suffix", **options: Any
) -> Any:
    context = {"request": get()} if context is None else context
    found = [Pair(context, view_name=name, **options) for name in names.split()]
    see(found)
    return found


def see(found: list[Pair]) -> list[Any]:
    """Compares all, twice: the second time by what was found at the first."""
    first = [pair.compare(*THINGS) for pair in found]
    assert [pair.compare(*THINGS) for pair in found] == first
    return first


def differs(found: list[Pair], change: Callable[[], Any]) -> None:
    """Compares after a change, which has to be seen in one of the links at least."""
    before = see(found)
    change()
    assert see(found) != before


def test_language() -> None:
    found = pairs()
    for language in ["de", "en", "zh-hans", "de"]:
        differs(found, lambda language=language: translation.activate(language))
    differs(found, translation.deactivate_all)
    with translation.override("fr"):
        see(found)
    see(found)
    translation.deactivate()
    see(found)


def test_script_prefix() -> None:
    found = pairs()
    for prefix in ["/a/", "/b", "//c/", "/a/", "/"]:
        differs(found, lambda prefix=prefix: set_script_prefix(prefix))


def test_urlconf() -> None:
    set_urlconf(None)
    found = pairs()
    differs(found, lambda: set_urlconf(URLS))
    differs(found, lambda: set_urlconf(None))
    with override_settings(ROOT_URLCONF=URLS):
        see(found)
    see(found)
    differs(found, lambda: set_urlconf((path("other/<int:pk>/", urls.view, name="int"),)))


def test_urls_that_change() -> None:
    module: Any = ModuleType("changing")
    module.urlpatterns = [path("one/<int:pk>/", urls.view, name="int")]
    set_urlconf(module)
    found = pairs(names="int")

    def change() -> None:
        module.urlpatterns = [path("two/<int:pk>/", urls.view, name="int")]
        clear_url_caches()

    differs(found, change)
    module.urlpatterns[:] = []
    see(found)  # Django has not read them again
    differs(found, clear_url_caches)
    with override_settings(ROOT_URLCONF=(path("three/<int:pk>/", urls.view, name="int"),)):
        differs(found, lambda: set_urlconf(URLS))


def test_request_in_the_context() -> None:
    found = pairs()
    for request in [
        get(HTTP_HOST="example.org"),
        None,
        http("/?format=x"),
        get(HTTP_HOST="evil.example"),
        object(),
        get(),
    ]:

        def change(request: Any = request) -> None:
            for pair in found:
                for field in pair.fields:
                    field.parent._context["request"] = request

        differs(found, change)
    for pair in found:
        for field in pair.fields:
            del field.parent._context["request"]
    see(found)


def test_context() -> None:
    found = pairs()

    def change(context: dict[str, Any]) -> None:
        for pair in found:
            for field in pair.fields:
                field.parent._context = context

    differs(found, lambda: change({"request": None}))
    differs(found, lambda: change({"request": None, "format": "json"}))
    differs(found, lambda: change({"request": None, "format": "xml"}))
    differs(found, lambda: change({}))
    differs(found, lambda: change({"request": get()}))
    for pair in found:
        for field in pair.fields:
            del field.parent._context
    see(found)


def test_version() -> None:
    request = get()
    found = pairs({"request": request})
    schemes = [versioning.URLPathVersioning, versioning.NamespaceVersioning, versioning.QueryParameterVersioning]
    differs(found, lambda: vars(request).update(version="v1", versioning_scheme=schemes[0]()))
    for version in ["v2", None, "", 1, True, "v1"]:
        for scheme in schemes:
            request.version, request.versioning_scheme = version, scheme()
            see(found)
    differs(found, lambda: setattr(request, "version", "v3"))
    differs(found, lambda: setattr(request, "versioning_scheme", versioning.URLPathVersioning()))
    differs(found, lambda: setattr(request, "versioning_scheme", None))
    del request.versioning_scheme, request.version
    see(found)


@pytest.mark.parametrize("versions", [(1, True, 1.0), (True, 1), ("1", 1), (1.0, 1)])
def test_equal_versions_of_other_texts(versions: tuple[Any, ...]) -> None:
    """One is True is 1.0, and each has another text."""
    for version in versions:
        request = get(scheme=versioning.URLPathVersioning, version=version)
        see([Pair({"request": request}, view_name=name) for name in ("by-path", "by-path-int")])
    for format in versions:
        see([Pair({"request": None, "format": format}, view_name="suffix")])


def test_version_of_the_inner_request() -> None:
    """DRF's request takes from Django's what it has not."""
    inner = http()
    request = type(get())(inner)
    found = pairs({"request": request})
    scheme = versioning.QueryParameterVersioning()  # another route would be news to Django, and seen by that
    differs(found, lambda: vars(inner).update(versioning_scheme=scheme, version="v1"))
    differs(found, lambda: vars(inner).update(version="v2"))
    differs(found, lambda: vars(request).update(versioning_scheme=None))
    differs(found, lambda: vars(request).update(versioning_scheme=scheme))
    differs(found, lambda: vars(inner).update(version="v3"))
    differs(found, lambda: vars(request).update(version="v4"))


@pytest.mark.parametrize("is_django", [True, False])
def test_format_in_the_query(is_django: bool) -> None:
    request = http() if is_django else get()
    inner = request if is_django else request._request
    found = pairs({"request": request})
    differs(found, lambda: setattr(inner, "GET", QueryDict("format=a")))
    differs(found, lambda: setattr(inner, "GET", QueryDict("format=b")))
    differs(found, lambda: setattr(inner, "GET", QueryDict("x=b", mutable=True)))
    differs(found, lambda: inner.GET.update({"format": "c"}))
    differs(found, lambda: inner.GET.__setitem__("format", "d"))
    differs(found, lambda: inner.GET.appendlist("format", "e"))
    differs(found, lambda: inner.GET.__delitem__("format"))
    differs(found, lambda: inner.GET.setlist("format", ["f", "g"]))
    differs(found, lambda: setattr(inner, "GET", {"format": "h"}))
    differs(found, lambda: setattr(inner, "GET", {}))
    del inner.GET
    see(found)


def test_a_query_made_mutable() -> None:
    request = get("/?format=a")
    found = pairs({"request": request})
    request._request.GET._mutable = True
    differs(found, lambda: request._request.GET.__setitem__("format", "b"))
    request._request.GET._mutable = False
    see(found)


def test_settings() -> None:
    request = get("/?format=a&as=b")
    found = pairs({"request": request})
    for name in ["as", None, "", "missing"]:
        with override_settings(REST_FRAMEWORK={"URL_FORMAT_OVERRIDE": name}):
            see(found)
    before = see(found)
    with override_settings(REST_FRAMEWORK={"URL_FORMAT_OVERRIDE": "as"}):
        assert see(found) != before
    for changed in [{"USE_I18N": False}, {"LANGUAGE_CODE": "de"}, {"USE_I18N": False, "LANGUAGE_CODE": "fr"}]:
        with override_settings(**changed):
            see(found)
            clear_url_caches()
            see(found)
        clear_url_caches()
        see(found)


def test_drfs_settings_replaced_by_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pairs({"request": get("/?format=a&as=b")})
    differs(found, lambda: monkeypatch.setattr(api_settings, "URL_FORMAT_OVERRIDE", "as"))


@pytest.mark.parametrize(
    "changed",
    [
        {"view_name": "str"},
        {"view_name": "missing"},
        {"lookup_field": "slug", "view_name": "slug"},
        {"lookup_url_kwarg": "other"},
        {"reverse": Mock(return_value="/mocked/")},
        {"reverse": Mock(side_effect=RuntimeError("mocked"))},
        {"get_url": Mock(return_value="/mocked/")},
        {"parent": None},
    ],
    ids=lambda changed: "-".join(changed),
)
def test_attributes_of_the_field(changed: dict[str, Any]) -> None:
    found = pairs()
    differs(found, lambda: [pair.change(**changed) for pair in found])


def test_format_of_the_field() -> None:
    found = pairs({"request": get(), "format": "json"}, names="suffix suffix-re")
    differs(found, lambda: [pair.change(format="html") for pair in found])
    differs(found, lambda: [pair.change(format=None) for pair in found])


def test_replaced_before_the_first_link() -> None:
    pair = Pair({"request": get()}, view_name="int")
    pair.change(get_url=lambda *args: "/own/")
    assert pair.compare(*THINGS)[0][1] == "/own/"


def test_serializer_put_into_another_one() -> None:
    found = pairs()

    def nest(context: dict[str, Any], many: bool) -> None:
        for pair in found:
            for field in pair.fields:
                own = field.parent if many else field.root
                outer: Any = (
                    ListSerializer(child=Serializer(), context=context) if many else Serializer(context=context)
                )
                own.parent = outer

    differs(found, lambda: nest({"request": get(HTTP_HOST="example.org")}, many=True))
    differs(found, lambda: nest({"request": None}, many=False))
    differs(found, lambda: nest({}, many=False))


def test_own_context_of_a_field() -> None:
    class Own:
        context = property(lambda self: {"request": None})

    class Root:
        root = property(lambda self: Serializer(context={"request": None}))

    for mixin in (Own, Root):
        stock, ours = (type("Field", (mixin, type(field)), {}) for field in Pair({}, view_name="int").fields)
        links = [
            in_context(kind(view_name="int"), {"request": get()}).to_representation(THINGS[0]) for kind in (stock, ours)
        ]
        assert links == ["/int/5/", "/int/5/"]


def test_context_variables_that_cannot_be_compared() -> None:
    """A project's own context variables are compared with Django's: theirs may raise."""

    class Picky:
        def __eq__(self, other: object) -> bool:
            raise RuntimeError("The truth value of an array is ambiguous.")

        __hash__ = None  # type: ignore[assignment]

    variable: ContextVar[Any] = ContextVar("variable")

    def change() -> None:
        found = pairs()
        for _ in range(3):
            variable.set(Picky())
            see(found)

    copy_context().run(change)


@pytest.mark.parametrize("kind", ["tasks", "threads"])
def test_one_field_of_several_tasks(kind: str) -> None:
    found = pairs(names="int i18n slug")
    things = THINGS[:2]

    def links(language: str, prefix: str) -> None:
        with translation.override(language):
            set_script_prefix(prefix)
            for pair in found:
                for one in pair.compare(*things):
                    assert not isinstance(one[1], str) or one[0].__name__ != "Hyperlink" or prefix in one[1]

    async def one(language: str, prefix: str) -> None:
        set_urlconf(URLS)
        for _ in range(5):
            if kind == "threads":
                await sync_to_async(links, thread_sensitive=False)(language, prefix)
            else:
                with translation.override(language):
                    set_script_prefix(prefix)
                    await asyncio.sleep(0)
                    for pair in found:
                        pair.compare(*things)
                        await asyncio.sleep(0)
                        pair.compare(*things)

    async def all_of_them() -> None:
        await asyncio.gather(*[one(language, f"/{language}-prefix/") for language in ("en", "de", "fr", "nl")])

    asyncio.run(all_of_them())
    see(found)


def test_related_fields_of_many() -> None:
    """The child of a ``ManyRelatedField`` asks the same root."""
    fields = [
        in_context(type(field)(view_name="int", read_only=True, many=True), {"request": get()})
        for field in Pair({}, HyperlinkedRelatedField, view_name="int", read_only=True).fields
    ]
    for prefix in ["/", "/a/", "/"]:
        set_script_prefix(prefix)
        stock, ours = ([str(link) for link in field.to_representation(THINGS[::2])] for field in fields)
        assert ours == stock == [f"http://testserver{prefix}int/{key}/" for key in (5, 1234)]


class Shared:
    """A ``Local`` as asgiref had it before 3.9: copies of a context share its values."""

    def __init__(self) -> None:
        vars(self)["kept"] = ContextVar("kept")

    def __setattr__(self, name: str, value: Any) -> None:
        kept = self.kept.get({})
        kept[name] = value
        self.kept.set(kept)


def test_how_changes_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Context().run(watching._context_tells)
    monkeypatch.setattr(watching, "Local", Shared)
    assert not Context().run(watching._context_tells)
