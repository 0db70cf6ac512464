"""No routes of its own: each request of the tests brings them (``twins.ChosenRoutes``)."""

urlpatterns: list[object] = []
