"""The project's routes."""

from django.urls import path

from tests.plugin_shop import views

urlpatterns = [
    path("shelves/", views.Shelves.as_view()),
    path("ours/", views.Ours.as_view()),
    path("counting/", views.Counting.as_view()),
    path("searched/", views.Searched.as_view({"post": "list"})),
    *(
        path(f"{view.__name__.lower()}/", view.as_view({"get": "list"}))
        for view in (views.Described, views.NoQuerySet, views.Loud, views.Wrong, views.Unstable, views.Visited)
    ),
]
