"""Routes and serializers of the tests' models."""

from django.urls import path

from .urls import view

urlpatterns = [
    *[
        path(f"{name}/<int:pk>/", view, name=f"{name}-detail")
        for name in ("author", "book", "country", "profile", "tag")
    ],
    path("country/by-code/<slug:code>/", view, name="country-by-code"),
    path("author/<int:author>/book/<int:pk>/", view, name="book-of-author"),
    path("country/<slug:code>/author/<int:pk>/", view, name="author-of-country"),
    path("v1/tag/<int:pk>/", view, name="tag-old"),
]
