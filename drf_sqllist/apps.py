"""The app, for a project's ``INSTALLED_APPS``: its command and its checks."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, register


class SQLListConfig(AppConfig):
    name = "drf_sqllist"
    verbose_name = "SQL lists"

    def ready(self) -> None:
        register(_checks)


def _checks(**kwargs: Any) -> list[CheckMessage]:
    # Imported when checks are run: a server that only serves has no use for all that they need.
    from drf_sqllist.checks import check_settings, check_views, check_waivers
    from drf_sqllist.nested_checks import check_nested
    from drf_sqllist.template_checks import check_templates

    return [*check_settings(), *check_waivers(), *check_views(), *check_templates(), *check_nested()]
