"""Routes that the tests reverse; views are mostly called directly."""

from django.urls import path

from tests.views import Plain

NAMES = ("author", "book", "country", "profile", "tag")

urlpatterns = [path(f"{name}/<slug:pk>/", Plain.as_view(), name=f"{name}-detail") for name in NAMES]
urlpatterns += [path("country/by-code/<slug:code>/", Plain.as_view(), name="country-by-code")]
urlpatterns += [path("author/<int:author>/book/<int:pk>/", Plain.as_view(), name="book-of-author")]
urlpatterns += [path("tag/by-number/<int:pk>/", Plain.as_view(), name="tag-by-number")]

# The places that a link can have. Every key fits the path.
PLACES = {"number": "<int:pk>", "uuid": "<uuid:pk>", "word": "<slug:pk>", "text": "<str:pk>", "any": "<path:pk>"}
urlpatterns += [path(f"by/{name}/{place}/", Plain.as_view(), name=f"by-{name}") for name, place in PLACES.items()]
urlpatterns += [path("of/<str:first>/<str:second>/", Plain.as_view(), name="by-two")]
