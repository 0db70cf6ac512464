"""SQL in a file of its own, found where templates are found."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.template import Engine, TemplateDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.loaders.base import Loader
from django.template.loaders.filesystem import Loader as FolderLoader
from django.template.utils import get_app_template_dirs

from drf_sqllist.kept import BoundedCache
from drf_sqllist.rawsql.problems import SQLError

_texts: BoundedCache[str] = BoundedCache(256)


def text_of(name: str) -> str:
    """The text of a file, found as a template of this name is found: a project's folders, then each app's.

    It is read once; with ``DEBUG``, each time.

    Raises:
        SQLError: it is nowhere, or no UTF-8.
    """
    return _read(name) if settings.DEBUG else _texts.get(name, lambda: _read(name))


def _read(name: str) -> str:
    tried = []
    for loader in _loaders():
        for origin in loader.get_template_sources(name):
            try:
                return str(origin.loader.get_contents(origin))  # type: ignore[union-attr]
            except TemplateDoesNotExist:
                tried.append(str(origin))
            except UnicodeDecodeError as error:
                raise SQLError(f"{origin} is not in UTF-8.", "Save it in UTF-8.") from error
    places = ", ".join(dict.fromkeys(tried)) or "no folder of templates"
    raise SQLError(f"the file {name!r} is not found in {places}.", "Put it into the templates folder of an app.")


def _loaders() -> Iterator[Loader]:
    """Those of Django's engines; the folders of others; those of the apps, which a project may have left out."""
    for backend in engines.all():
        if isinstance(backend, DjangoTemplates):
            yield from backend.engine.template_loaders
    others = [path for backend in engines.all() for path in backend.template_dirs]
    yield FolderLoader(Engine(), [*others, *get_app_template_dirs("templates")])
