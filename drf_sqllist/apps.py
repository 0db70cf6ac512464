"""The app, for a project's ``INSTALLED_APPS``: its command and its checks."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, register


class SQLListConfig(AppConfig):
    name = "drf_sqllist"
    verbose_name = "SQL lists"

    def ready(self) -> None:
        register(_checks)
        if apps.is_installed("drf_spectacular"):
            import_module("drf_sqllist.fields.schema")


def _checks(**kwargs: Any) -> list[CheckMessage]:
    # Imported when checks are run: a server that only serves has no use for all that they need.
    from drf_sqllist.checks import check_settings, check_views, check_waivers
    from drf_sqllist.fields.checks import check_computed
    from drf_sqllist.nested_checks import check_nested
    from drf_sqllist.template_checks import check_templates

    checks = (check_settings, check_waivers, check_views, check_templates, check_computed, check_nested)
    return [message for check in checks for message in check()]
