"""The Django settings of the tests."""

from tests.databases import choose_driver, databases

choose_driver()

DATABASES = databases()
VENDOR = "sqlite" if "sqlite" in str(DATABASES["default"]["ENGINE"]) else "postgresql"

SECRET_KEY = "tests"
ALLOWED_HOSTS = ["testserver", "example.org"]
ROOT_URLCONF = "tests.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True
MEDIA_URL = "/media/"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django_filters",
    "drf_sqllist",
    "rest_framework",
    "drf_spectacular",
    *(["django.contrib.postgres"] if VENDOR == "postgresql" else []),
    "tests.testapp",
    "demo.pizzas",
    "demo.kitchen",
]
# Tables are made straight from the models, all in one go: the tests' models point at content types.
MIGRATION_MODULES = {"auth": None, "contenttypes": None, "pizzas": None, "kitchen": None}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_URL = "/static/"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
