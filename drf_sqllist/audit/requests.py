"""The requests that an audit makes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate


def get_request(path: str, user: Any = None) -> HttpRequest:
    """A GET request that no client has sent.

    Arguments:
        user: who asks; nobody if None.
    """
    request = APIRequestFactory(**_server()).get(path)
    if user is not None:
        force_authenticate(request, user=user)
        request.user = user
    return request


def client(user: Any = None) -> APIClient:
    """A client that goes through the project's middleware.

    Arguments:
        user: whom DRF's authentication finds; nobody if None.
    """
    made = APIClient(**_server())
    if user is not None:
        made.force_authenticate(user)
    return made


def _server() -> dict[str, Any]:
    """A host that the project answers for, by HTTPS if it insists."""
    hosts = [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if host.strip("*.")]
    secure = {"wsgi.url_scheme": "https", "SERVER_PORT": "443"} if settings.SECURE_SSL_REDIRECT else {}
    return {"SERVER_NAME": hosts[0] if hosts else "localhost", **secure}
