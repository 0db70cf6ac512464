"""The app, for a project's ``INSTALLED_APPS``: its command and its checks."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Tags, register

from drf_sqllist.conf import get_settings


class SQLListConfig(AppConfig):
    name = "drf_sqllist"
    verbose_name = "SQL lists"

    def ready(self) -> None:
        register(_checks)
        register(_database_checks, Tags.database)
        if get_settings().CACHE is not None:
            import_module("drf_sqllist.caching.writers").watch()
        if apps.is_installed("drf_spectacular"):
            import_module("drf_sqllist.spectacular")  # registers what it has to say


def _checks(**kwargs: Any) -> list[CheckMessage]:
    # Imported when checks are run: a server that only serves has no use for all that they need.
    from drf_sqllist.cache_checks import check_cache
    from drf_sqllist.checks import check_settings, check_views, check_waivers
    from drf_sqllist.fields.checks import check_computed
    from drf_sqllist.materialized_checks import check_materialized_views
    from drf_sqllist.nested_checks import check_nested
    from drf_sqllist.sql_checks import check_sql_views
    from drf_sqllist.template_checks import check_templates

    of_project = (check_settings, check_waivers, check_cache)
    of_views = (check_views, check_sql_views, check_materialized_views)
    of_serializers = (check_templates, check_computed, check_nested)
    return [message for check in (*of_project, *of_views, *of_serializers) for message in check()]


def _database_checks(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    from drf_sqllist.cache_checks import check_read_tables
    from drf_sqllist.materialized_checks import check_materialized_rows
    from drf_sqllist.sql_database_checks import check_sql_statements

    checks = (check_sql_statements, check_materialized_rows, check_read_tables)
    return [message for check in checks for message in check(databases or ())]
