"""A client whose requests are profiled, from the first middleware to the last."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient, ForceAuthClientHandler

from drf_sqllist.audit.requests import client
from drf_sqllist.profiling.profile import Profile, profile


class ProfiledHandler(ForceAuthClientHandler):
    """Django's handler, measured from inside: what a test client does around it takes no part.

    Arguments:
        user: who asks; nobody if None.
    """

    profile: Profile

    def __init__(self, user: Any) -> None:
        super().__init__(enforce_csrf_checks=False)
        self._user = user

    def get_response(self, request: Any) -> Any:
        if self._user is not None:
            # Where Django's AuthenticationMiddleware looks first: plain Django views see the user, too.
            request._cached_user = self._user
        with profile() as self.profile:
            return super().get_response(request)


def profiled_client(user: Any) -> tuple[APIClient, ProfiledHandler]:
    """A client that goes through the project's middleware, and the handler that has the profile of its last request.

    Arguments:
        user: who asks; nobody if None. Authentication is skipped, permissions are not.
    """
    made = client()
    made.handler = handler = ProfiledHandler(user)
    if user is not None:
        made.force_authenticate(user)
    return made, handler
