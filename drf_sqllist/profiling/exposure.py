"""Who may see where the time of an answer went: timings tell of the data, and of those who are there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.utils.functional import LazyObject, empty

from drf_sqllist.conf import get_settings


def is_measured() -> bool:
    """Whether requests are measured at all."""
    return get_settings().PROFILE != "debug" or settings.DEBUG


def is_shown_to(request: Any) -> bool:
    """Whether the one who asks may see it, as far as the request has told by now."""
    shown = get_settings().PROFILE
    return shown in ("debug", "everybody") or (shown == "staff" and _is_staff(_known_user(request)))


def keep_private(response: Any) -> None:
    """Let no shared cache give to others what only staff may see."""
    if get_settings().PROFILE == "staff":
        patch_cache_control(response, private=True)


def _is_staff(user: Any) -> bool:
    """As Django ``AdminSite.has_permission``."""
    return bool(getattr(user, "is_active", False) and getattr(user, "is_staff", False))


def _known_user(request: Any) -> Any:
    """The user that Django or Django REST framework has found; None where nobody has asked.

    To ask now would cost a query that the request itself did without.
    """
    user = getattr(request, "user", None)
    if isinstance(user, LazyObject) and user._wrapped is empty:
        return getattr(request, "_acached_user", None)  # Django AuthenticationMiddleware, request.auser()
    return user
