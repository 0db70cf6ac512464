"""Routes that the tests reverse; views are mostly called directly."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
