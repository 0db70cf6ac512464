"""Whose time is whose, in the answer to one request."""

# What the library does, in the order in which it does it.
VIEW, PLAN, STATEMENT, PAGING, DRIVER, ROWS = (
    "view",
    "plan",
    "statement",
    "paging",
    "driver",
    "rows and envelope",
)
LIBRARY = {
    VIEW: ("drf_sqllist.views.list_response", "drf_sqllist.views.SQLListMixin.filter_queryset"),
    PLAN: ("drf_sqllist.views.plan_for",),
    STATEMENT: ("drf_sqllist.fetching.Fetcher.__call__",),
    PAGING: ("drf_sqllist.views.paginate",),
    DRIVER: ("drf_sqllist.fetching.run",),
    ROWS: (
        "drf_sqllist.views.finish",
        "drf_sqllist.views.with_rows",
        "drf_sqllist.respond.ListResponse.rendered_content",
    ),
}

# What DRF's own list calls as well: it would take as long without the library.
HOOKS, RENDERING = "the view's hooks", "DRF's rendering"
DRF = {
    HOOKS: (
        "rest_framework.generics.GenericAPIView.get_queryset",
        "rest_framework.generics.GenericAPIView.filter_queryset",
        "rest_framework.generics.GenericAPIView.get_serializer_context",
        "rest_framework.generics.GenericAPIView.get_paginated_response",
    ),
    RENDERING: ("rest_framework.response.Response.rendered_content",),
}

# From the driver's `execute()` to its return: the network, the server, and the driver's own Python.
ROUND_TRIP = "round trip"
DATABASE = {ROUND_TRIP: ("django.db.backends.utils.CursorWrapper._execute",)}

# All that nobody of these does: dispatch, authentication, permissions, negotiation, the response's headers.
AROUND = "DRF and Django around it"

OTHERS = (HOOKS, RENDERING, AROUND, ROUND_TRIP)
WATCHED = {**LIBRARY, **DRF, **DATABASE}
