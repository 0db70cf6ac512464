"""A pair of URLs for each pattern, and the objects that links lead to."""

from django.urls import path

from demo.kitchen.patterns import PATTERNS
from demo.kitchen.views import details

urlpatterns = [
    path("stations/<slug:code>/", details.StationDetail.as_view(), name="station-detail"),
    path("tags/<int:pk>/", details.TagDetail.as_view(), name="tag-detail"),
    path("cooks/<int:pk>/", details.CookDetail.as_view(), name="cook-detail"),
    path("recipes/<int:pk>/", details.RecipeDetail.as_view(), name="recipe-detail"),
    path("stations/<slug:station>/recipes/<int:pk>/", details.StationRecipeDetail.as_view(), name="station-recipe"),
    *(route for pattern in PATTERNS for route in pattern.routes()),
]
