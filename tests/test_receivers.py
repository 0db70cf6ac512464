"""Receivers of ``post_init``: those of known packages leave the instances' values alone, any other may not."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models.signals import post_init
from rest_framework import serializers

from drf_sqllist.plan import instances
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Tag
from tests.views import compare

pytestmark = pytest.mark.django_db

cache = SimpleNamespace(make_cleanup_cache=lambda instance: vars(instance).update(_cleanup={"of": instance.pk}))
__is_treenode_model = set_ref = lambda *args: False


def cache_original_post_init(sender, instance, **kwargs):
    '''Post_init on all models with file fields, saves original values'''  # fmt: skip
    cache.make_cleanup_cache(instance)


def post_init_treenode(sender, instance, **kwargs):
    if not __is_treenode_model(sender):
        return
    set_ref(sender, instance)


KNOWN = {cache_original_post_init: "django_cleanup.handlers", post_init_treenode: "treenode.signals"}


@pytest.fixture(params=KNOWN, ids=lambda receiver: receiver.__name__)
def receiver(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Connected for all models, and unknown."""
    found = request.param
    post_init.connect(found, weak=False)
    instances._changed.cache_clear()
    yield found
    post_init.disconnect(found)
    instances._changed.cache_clear()


@pytest.mark.parametrize("is_known", [True, False])
def test_a_receiver_for_all_models(receiver: Any, is_known: bool, monkeypatch: pytest.MonkeyPatch):
    class Labelled(serializers.ModelSerializer):
        label = serializers.SerializerMethodField()

        class Meta:
            model = Tag
            fields = ["id", "label"]

        def get_label(self, tag: Tag) -> str:
            return f"{tag.name} {vars(tag).get('_cleanup')}"

    if is_known:
        monkeypatch.setattr(receiver, "__module__", KNOWN[receiver])
    library()
    for shown, mode in ((model_serializer(Tag, "id", "name"), "sql"), (Labelled, "spliced")):
        response, _ = compare("/rows/", queryset=Tag.objects.order_by("pk"), serializer_class=shown)
        assert response.sqllist.mode == (mode if is_known else "spliced")
        assert ("model-init" in {problem.code for problem in response.sqllist.problems}) is not is_known
