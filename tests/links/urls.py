"""Routes of all kinds, none of which is ever called: only their names are reversed."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy
from rest_framework import viewsets
from rest_framework.routers import DefaultRouter, SimpleRouter
from rest_framework.urlpatterns import format_suffix_patterns

from . import converters  # noqa: F401 (registers them)


def view(request: Any, **kwargs: Any) -> None:
    raise AssertionError("Never called.")


class Rows(viewsets.ModelViewSet):
    """Routed, never called."""


class Slugs(Rows):
    lookup_value_regex = "[a-z-]+"


class Named(Rows):
    lookup_url_kwarg = "key"


class Rest(Rows):
    lookup_value_converter = "int"


routed = DefaultRouter()
routed.register("routed", Rows, basename="routed")
routed.register("routed-slugs", Slugs, basename="routed-slugs")
routed.register("routed-named", Named, basename="routed-named")
bare = SimpleRouter(trailing_slash=False)
bare.register("bare", Rows, basename="bare")
paths = SimpleRouter(use_regex_path=False)
paths.register("paths", Rows, basename="paths")
paths.register("paths-int", Rest, basename="paths-int")


def of_app(app: str, *routes: Any) -> tuple[list[Any], str]:
    return list(routes), app


PATHS = [
    path("int/<int:pk>/", view, name="int"),
    path("uuid/<uuid:pk>/", view, name="uuid"),
    path("slug/<slug:pk>/", view, name="slug"),
    path("str/<str:pk>/", view, name="str"),
    path("plain/<pk>", view, name="plain"),
    path("path/<path:pk>", view, name="path"),
    path("path-inside/<path:pk>/end/", view, name="path-inside"),
    path("<path:pk>", view, name="root-path"),
    path("<path:pk>/x/", view, name="root-path-slash"),
    path("reversed/<links_reversed:pk>/", view, name="reversed"),
    path("padded/<links_padded:pk>/", view, name="padded"),
    path("refusing/<links_refusing:pk>/", view, name="refusing"),
    path("signed/<links_signed:pk>/", view, name="signed"),
    path("lowered/<links_lowered:pk>/", view, name="lowered"),
    path("instance/<links_instance:pk>/", view, name="instance"),
    path("x%20é/%s/%(pk)s/<pk>/", view, name="percent"),
    re_path(r"^percent-before/%(?P<pk>\d+)/$", view, name="percent-before"),
    re_path(r"^percent-behind/(?P<pk>\d+)/%$", view, name="percent-behind"),
    re_path(r"^percent-s/(?P<pk>\d+)/%s$", view, name="percent-s"),
    re_path(r"^x%%y/(?P<pk>\d+)/$", view, name="percent-twice"),
    re_path(r"^sp ace/(?P<pk>[^/]+)/$", view, name="space"),
    path("привет/<slug:pk>/", view, name="cyrillic"),
    path("dot/./<pk>/", view, name="dot"),
    path("dots/<pk>/../x/", view, name="dots"),
    path("dot-before/.<pk>/", view, name="dot-before"),
    path("dot-behind/<pk>./", view, name="dot-behind"),
    path("two-dots/<pk>.<slug:b>/", view, name="two-dots"),
    path("q?a=<pk>#<slug:b>", view, name="query"),
    path("//<pk>/", view, name="slashes"),
    path("brackets/[{<pk>}](.*)^$/", view, name="brackets"),
]
REGEXES = [
    re_path(r"^digits/(?P<pk>[0-9]+)/$", view, name="digits"),
    re_path(r"^router/(?P<pk>[^/.]+)/?$", view, name="router"),
    re_path(r"^optional/(?P<pk>\d+)(?:/x)?/$", view, name="optional"),
    re_path(r"^optional-blank/(?:(?P<pk>\w+)/)?$", view, name="optional-blank"),
    re_path(r"^optional-group/(?P<pk>\w+)?/$", view, name="optional-group"),
    re_path(r"^either/(?P<pk>(a|b|5)+)/$", view, name="either"),
    re_path(r"^prefixes/(?P<pk>5|a|ab|abc)/$", view, name="prefixes"),
    re_path(r"^ahead/(?P<pk>\w+)(?!9)", view, name="ahead"),
    re_path(r"^ahead-inside/(?P<pk>(?!5)\w+)/$", view, name="ahead-inside"),
    re_path(r"^behind/(?P<pk>(?<=/)\d+)/\Z", view, name="behind"),
    re_path(r"^behind-else/(?P<pk>(?<=x)\w+)/$", view, name="behind-else"),
    re_path(r"^border/(?P<pk>\b\w+\b)/$", view, name="border"),
    re_path(r"^unnamed/([0-9]+)/$", view, name="unnamed"),
    re_path(r"^mixed/([0-9]+)/(?P<pk>\d+)/$", view, name="mixed"),
    re_path(r"^own-flags/(?P<pk>(?i:[a-z]+))/$", view, name="own-flags"),
    re_path(r"^backwards/(?P<pk>\w+)/(?P=pk)/$", view, name="backwards"),
    re_path(r"^a.b-c\.d/(?P<pk>\d+)", view, name="open"),
    re_path(r"open-start/(?P<pk>\d+)/$", view, name="open-start"),
    re_path(r"^empty/(?P<pk>.*)$", view, name="empty"),
    re_path(r"^empty-inside/(?P<pk>.*)/x/$", view, name="empty-inside"),
    re_path(r"^empty-dot/\.(?P<pk>[^/]*)/$", view, name="empty-dot"),
    re_path(r"^words/(?P<pk>[\w-]+)/$", view, name="words"),
    re_path(r"^words-else/(?P<pk>[-\w]+)/$", view, name="words-else"),
    re_path(r"^four/(?P<pk>[0-9]{4})/$", view, name="four"),
    re_path(r"^lazy/(?P<pk>\w+?)/$", view, name="lazy"),
    re_path(r"^repeated/x+y*z?/(?P<pk>\d+)/$", view, name="repeated"),
    re_path(r"^class/[ab]/(?P<pk>\d+)/$", view, name="class"),
    re_path(r"^dollar/\$(?P<pk>\d+)\\/$", view, name="dollar"),
    re_path(r"^\w\d/(?P<pk>\d+)/$", view, name="classes"),
    re_path(r"^alternatives/(?P<pk>\d+)/$|^else/(?P<slug>\w+)/$", view, name="alternatives"),
    re_path(r"^bracket/(?P<pk>[]a-z5]+)/$", view, name="bracket"),
    re_path(r"^bracket-ahead/(?P<pk>\[?(?=[a-z])[a-z\]]+)/$", view, name="bracket-ahead"),
]
SEVERAL = [
    path("two/<int:pk>/b/<slug:b>/", view, name="two"),
    path("touching/<int:pk><slug:b>/", view, name="touching"),
    path("twice/<int:pk>/", include([path("<int:pk>/", view, name="twice")])),
    path("first/<int:pk>/", view, name="candidates"),
    path("second/<str:pk>/", view, name="candidates"),
    path("default/<int:pk>/", view, {"other": 1}, name="default"),
    path("default-too/<int:pk>/", view, {"pk": 5}, name="default-too"),
    path("default-only/", view, {"pk": 5}, name="default-only"),
    path("default-blank/<int:pk>/<int:b>/", view, {"b": 1}, name="default-blank"),
    path("default-b/<int:pk>/", view, {"b": "abc"}, name="default-b"),
    path("default-b/<int:pk>/else/", view, {"b": "xyz"}, name="default-b"),
    path("included/", include([path("x/<int:pk>/", view, name="included")]), {"other": 2}),
    re_path(r"^by-regex/", include([re_path(r"^x/(?P<pk>\d+)/$", view, name="by-regex")])),
    re_path(r"^by-dollar/$", include([path("<int:pk>/", view, name="by-dollar")])),
    path("with-kwarg/<slug:b>/", include([path("<int:pk>/", view, name="with-kwarg")])),
]
INNER = path("inner/", include(of_app("app-3", path("<int:pk>/", view, name="int")), namespace="inner"))
NAMESPACES = [
    path("ns/", include(of_app("app", path("<int:pk>/", view, name="int"), path("<slug:pk>/s/", view, name="slug")))),
    path("other/", include(of_app("app", path("o/<int:pk>/", view, name="int")), namespace="other")),
    path("tenants/<slug:b>/", include(of_app("app-2", path("<int:pk>/", view, name="int")), namespace="tenants")),
    path("", include(of_app("bare-app", path("bare-ns/<int:pk>/", view, name="int")), namespace="nowhere")),
    path("v1/", include(of_app("v1", path("o/<int:pk>/", view, name="versioned"), INNER), namespace="v1")),
    path("v2/", include(of_app("v2", path("o/<slug:pk>/", view, name="versioned"), INNER), namespace="v2")),
    path("o/<int:pk>/", view, name="versioned"),
]
VERSIONS = [
    path("by-path/<str:version>/x/<int:pk>/", view, name="by-path"),
    re_path(r"^by-regex/(?P<version>(v1|v2))/x/(?P<pk>[^/.]+)/$", view, name="by-path-regex"),
    path("by-int/<int:version>/<int:pk>/", view, name="by-path-int"),
    path("by-int/<slug:pk>/", view, name="by-path-int"),
    path("<path:version>/by-path-path/<int:pk>/", view, name="by-path-path"),
    path("by-reversed/<links_reversed:version>/<int:pk>/", view, name="by-path-reversed"),
    path("by-key/<int:version>/", view, name="by-key"),
]
SUFFIXES = format_suffix_patterns(
    [path("suffix/<int:pk>/", view, name="suffix"), re_path(r"^suffix-re/(?P<pk>[^/.]+)/$", view, name="suffix-re")]
) + format_suffix_patterns(
    [path("only/<int:pk>", view, name="suffix-only")], suffix_required=True, allowed=["json", "html"]
)
LANGUAGES = i18n_patterns(
    path("i18n/<int:pk>/", view, name="i18n"),
    path("i18n-slug/<slug:pk>/", view, name="i18n-slug"),
    re_path(gettext_lazy("March"), include([path("/<slug:pk>/", view, name="translated")])),
)
DEFAULT_LANGUAGE = [path(gettext_lazy("March"), include([path("/own/<int:pk>/", view, name="translated-too")]))]

urlpatterns = [
    *PATHS,
    *REGEXES,
    *SEVERAL,
    *NAMESPACES,
    *VERSIONS,
    *SUFFIXES,
    *LANGUAGES,
    *DEFAULT_LANGUAGE,
    *routed.urls,
    *bare.urls,
    *paths.urls,
]

ROUTES = """
    int uuid slug str plain path path-inside root-path root-path-slash reversed padded refusing signed lowered instance
    percent percent-twice percent-before percent-behind percent-s
    space cyrillic dot dots dot-before dot-behind slashes brackets
    digits router optional optional-blank optional-group either prefixes ahead ahead-inside behind behind-else border
    unnamed mixed own-flags backwards open open-start empty empty-inside empty-dot words words-else four lazy
    repeated class dollar classes alternatives bracket bracket-ahead
    twice candidates default default-too default-only default-blank default-b included by-regex by-dollar
    app:int app:slug other:int bare-app:int nowhere:int v1:versioned v2:versioned v1:inner:int app-3:int versioned
    by-path by-path-regex by-path-int by-path-path by-path-reversed suffix suffix-re suffix-only
    i18n i18n-slug translated translated-too
    routed-detail routed-slugs-detail bare-detail paths-detail paths-int-detail
    missing no:where app:missing v1:no:int
""".split()
"""The names that take one keyword argument, ``pk``, or take it in one of their forms, or do not exist."""

PAIRS = ["two", "touching", "two-dots", "query", "default-blank", "default-b", "with-kwarg", "tenants:int", "app-2:int"]
"""Those that take ``b`` too."""
