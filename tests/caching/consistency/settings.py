"""The Django settings of the processes that write and read: few apps, so that they are there at once."""

from tests.settings import *  # noqa: F403
from tests.settings import CACHES as _CACHES
from tests.settings import DATABASES as _DATABASES

DATABASES = {alias: {**entry, "CONN_MAX_AGE": None} for alias, entry in _DATABASES.items()}
INSTALLED_APPS = ["django.contrib.contenttypes", "drf_sqllist", "rest_framework", "tests.testapp"]
CACHES = {
    **_CACHES,
    "lists": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "unix://told by each load", "OPTIONS": {}},
}
DRF_SQLLIST = {"CACHE": "lists"}
LOGGING_CONFIG = None
