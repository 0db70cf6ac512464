"""The Django settings of these tests: what the packages' own installation pages ask for, and no more."""

from tests.databases import RUN, databases

DATABASES = databases()
VENDOR = "sqlite" if "sqlite" in str(DATABASES["default"]["ENGINE"]) else "postgresql"
if VENDOR == "sqlite":
    from demo.embedded import DATA

    # A database in memory has one connection, and these tests have several threads.
    DATA.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / f"packages-{RUN}.sqlite3")}
del DATABASES["other"]

SECRET_KEY = "tests"
ROOT_URLCONF = "tests.packages.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "German"), ("nl", "Dutch")]
INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django_filters",
    "djmoney",
    "drf_spectacular",
    "guardian",
    "parler",
    "rest_framework",
    "tests.packages.stays",
]
MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware", "tests.packages.twins.ChosenRoutes"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
STATIC_URL = "/static/"
PARLER_LANGUAGES = {
    None: ({"code": "en"}, {"code": "de"}, {"code": "nl"}),
    "default": {"fallbacks": ["en"], "hide_untranslated": False},
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.BasicAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {"TITLE": "Stays", "VERSION": "1"}
