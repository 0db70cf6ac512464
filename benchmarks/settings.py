"""The demo's settings, with what the benchmark has and the demo does without: users and their sessions.

What else a scenario needs, such as middleware, it sets while it runs: no other scenario is to be slower for it.
"""

from demo.settings import *  # noqa: F403 (Django's own way to extend settings)
from demo.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    *INSTALLED_APPS,
]

for database in DATABASES.values():
    # Nobody pays for a connection that comes of age in the middle of a run.
    database["CONN_MAX_AGE"] = None
