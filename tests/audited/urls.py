"""Includes, namespaces, routers, i18n patterns, regular expressions, decorators, function views."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_page
from rest_framework.routers import DefaultRouter, SimpleRouter
from rest_framework.urlpatterns import format_suffix_patterns

from tests.audited import views

router = DefaultRouter()
router.register("authors", views.AuthorSet)

nested = SimpleRouter()
nested.register(r"authors/(?P<author_pk>[^/.]+)/books", views.AuthorSet, basename="author-books")

deep = ([path("authors/", views.Authors.as_view(), name="list")], "deep")

urlpatterns = [
    path("books/", views.Books.as_view()),
    path("ours/", views.OurAuthors.as_view()),
    path("spliced/", views.Spliced.as_view()),
    path("fallback/", views.Fallback.as_view()),
    path("different/", views.Different.as_view()),
    path("private/", views.Private.as_view()),
    path("raises/", views.Raises.as_view()),
    path("writes/", views.Writes.as_view()),
    path("clock/", views.Clock.as_view()),
    path("own/", views.Own.as_view()),
    path("own-but-super/", views.OwnButSuper.as_view()),
    path("sometimes/", views.Sometimes.as_view()),
    path("authors/<int:author_pk>/books/", views.BooksOf.as_view()),
    path("mystery/<slug:secret>/", views.OfNobodyKnowsWhat.as_view()),
    path("given/<int:author_pk>/", views.BooksOf.as_view(), {"extra": 1}),
    re_path(r"^old/(?P<author_pk>\d+)/books/$", views.BooksOf.as_view()),
    path("cached/", cache_page(60)(views.Authors.as_view())),
    path("included/", include([path("again/", include(deep, namespace="here"))])),
    path("router/", include(router.urls)),
    path("nested/", include(nested.urls)),
    *i18n_patterns(path("language/", views.Authors.as_view())),
    *format_suffix_patterns([path("suffixed/", views.Authors.as_view())]),
    # None of these is a list.
    path("actions/", views.OnlyRetrieved.as_view({"get": "retrieve"})),
    path("one/<int:pk>/", views.OneAuthor.as_view()),
    path("not-generic/", views.NotGeneric.as_view()),
    path("creates/", views.Creates.as_view()),
    path("function/", views.function_view),
    path("plain/", views.plain_view),
]
