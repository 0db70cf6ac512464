"""Django, set up when this is imported: once, in the process that all others are forked from."""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.caching.consistency.settings")
if not apps.ready:
    django.setup()
