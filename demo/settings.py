"""Settings of the demo: what a list endpoint needs and no more."""

import os
from importlib.util import find_spec

import dj_database_url

# `python -m demo` starts a database of its own where the environment names none.
# Without either, the schema and the checks still work: they open no connection.
DATABASES = {}
if url := os.environ.get("DATABASE_URL"):
    DATABASES["default"] = dj_database_url.parse(url, conn_max_age=60)
    if "postgresql" in DATABASES["default"]["ENGINE"] and find_spec("psycopg"):
        # psycopg prepares what it sees a fifth time; Django switches that off unless asked.
        DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 5

# A site with public sample data, which listens on the loopback address only.
SECRET_KEY = "the demo signs nothing"
ALLOWED_HOSTS = ["*"]

# Off, because it would slow the twins down unequally: Django keeps a copy of every statement.
DEBUG = False

ROOT_URLCONF = "demo.urls"
STATIC_URL = "static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE = "UTC"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_sqllist",
    "rest_framework",
    "demo.pizzas",
    "demo.kitchen",
]
MIDDLEWARE = [
    "drf_sqllist.profiling.ProfilingMiddleware",
    "demo.queries.QueryCount",
    "django.middleware.common.CommonMiddleware",
]
# `python -m demo` shows everybody where the time went; anywhere else the middleware takes itself out.
DRF_SQLLIST = {"PROFILE": "everybody"} if "DEMO_PROFILE" in os.environ else {}

# It also starts a Redis of its own where the environment names none; without one, no list is kept.
if url := os.environ.get("REDIS_URL"):
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "lists": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": url,
            "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.5, "SOCKET_TIMEOUT": 0.5},
        },
    }
    DRF_SQLLIST["CACHE"] = "lists"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Pizza orders",
    "DESCRIPTION": "One list endpoint, three times: by drf_sqllist, tuned by hand, and naive.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "root": {"handlers": ["console"]},
}

# The kitchen also shows what SQL cannot do.
SILENCED_SYSTEM_CHECKS = ["sqllist.W006"]
