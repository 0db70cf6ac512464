"""The app, for a project's ``INSTALLED_APPS``: its command and its checks."""

from __future__ import annotations

from django.apps import AppConfig


class SQLListConfig(AppConfig):
    name = "drf_sqllist"
    verbose_name = "SQL lists"
