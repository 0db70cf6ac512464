"""A response in its bytes, while it goes on unrendered."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.template.response import SimpleTemplateResponse
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.response import Response

from drf_sqllist.asking import shallow


class Unrepeatable(Exception):
    """A list cannot be asked for once more without being noticed; the text says why."""


def rendered(response: Any, view: Any, request: Any) -> Any:
    """The response rendered, or a copy of it: rendering leaves traces, and this one is to be sent.

    Raises:
        Unrepeatable: it is streamed.
    """
    if response.streaming:
        raise Unrepeatable("It is streamed.")
    if not isinstance(response, SimpleTemplateResponse) or response.is_rendered:
        return response
    shown: Any = shallow(response)
    own = vars(shown)
    own["headers"] = deepcopy(response.headers)
    own.update({name: own[name].copy() for name in ("data", "_data") if isinstance(own.get(name), dict)})
    if isinstance(response, Response):
        shown.accepted_renderer = _renderer(view, request)
        shown.accepted_media_type = getattr(request, "accepted_media_type", None) or shown.accepted_renderer.media_type
        shown.renderer_context = view.get_renderer_context()
    shown.content = shown.rendered_content
    return shown


def _renderer(view: Any, request: Any) -> Any:
    """The request's renderer; of the browsable API, the one whose text its page shows.

    The rest of that page (forms, links, a random token) is made of the view, not of its list.
    """
    renderer = getattr(request, "accepted_renderer", None) or JSONRenderer()
    if isinstance(renderer, BrowsableAPIRenderer):
        renderer = renderer.get_default_renderer(view) or JSONRenderer()
    return shallow(renderer)
