"""What SQL cannot do is said: where, why, and what to do; and the project decides what then happens."""

import logging
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models.functions import TruncDay
from django.test import override_settings
from rest_framework import serializers

from drf_sqllist import Problem, UnsupportedSerializer
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.cases.nested import ListedTag
from tests.testapp.models import Author, Book
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db


class Inner(serializers.ModelSerializer):
    initials = serializers.ReadOnlyField()
    loud = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["name", "initials", "loud"]

    def get_loud(self, author: Author) -> str:
        return author.name.upper()


class Outer(serializers.ModelSerializer):
    """All that Python has to make, nested and not."""

    author = Inner()
    initials = serializers.ReadOnlyField(source="author.initials")
    loud = serializers.SerializerMethodField()
    tags = ListedTag(many=True)

    class Meta:
        model = Book
        fields = ["id", "author", "initials", "loud", "tags"]

    def get_loud(self, book: Book) -> str:
        return book.title.upper()


SPLICED = {"queryset": Book.objects.order_by("pk"), "serializer_class": Outer}
# The instance of such a row cannot be built of what the statement brings: Django converts the annotation by itself.
MADE = {**SPLICED, "queryset": Book.objects.annotate(day=TruncDay("published")).order_by("pk")}


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def test_every_problem_at_once():
    response, statements = compare("/rows/", **MADE)
    facts = response.sqllist
    assert (facts.mode, facts.queries) == ("serializer", len(statements))
    codes = [problem.code for problem in facts.problems]
    assert codes == ["needs-instance", "method", "override", "annotation-conversion"]
    for problem, path in zip(facts.problems, (" > initials", " > loud", " > tags", ""), strict=True):
        assert isinstance(problem, Problem)
        assert problem.where == f"RowList > Outer{path}"
        assert all((problem.code, problem.reason, problem.hint))


@pytest.mark.parametrize("policy", ["serialize", "warn", "raise"])
def test_notes_are_no_complaint(policy: str, caplog: pytest.LogCaptureFixture):
    """What Python makes in a list of ours is said on the response, whatever the policy; nothing is logged or raised."""
    with override_settings(DRF_SQLLIST={"UNSUPPORTED": policy}), caplog.at_level(logging.DEBUG):
        response, statements = compare("/rows/", **SPLICED)
    assert not [record for record in caplog.records if record.name.startswith("drf_sqllist")]
    facts = response.sqllist
    assert (facts.mode, facts.queries) == ("spliced", len(statements))
    paths = ["author > Inner > initials", "author > Inner > loud", "initials", "loud", "tags"]
    assert sorted(note.where for note in facts.problems) == [f"RowList > Outer > {path}" for path in paths]
    assert all(note.hint for note in facts.problems)


def test_nothing_to_say():
    shown = model_serializer(Author, "id", "name")
    response, _ = compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown)
    assert response.sqllist.problems == ()
    assert (response.sqllist.mode, response.sqllist.queries) == ("sql", 1)


def test_serialize_is_quiet(caplog: pytest.LogCaptureFixture):
    with override_settings(DRF_SQLLIST={"UNSUPPORTED": "serialize"}), caplog.at_level(logging.DEBUG):
        compare("/rows/", **MADE)
    assert not [record for record in caplog.records if record.name.startswith("drf_sqllist")]


def test_warn_once_a_view(caplog: pytest.LogCaptureFixture):
    with override_settings(DRF_SQLLIST={"UNSUPPORTED": "warn"}), caplog.at_level(logging.WARNING):
        _, ours = twins(**MADE)
        for _ in range(3):
            assert call(ours).status == 200
    records = [record for record in caplog.records if record.name.startswith("drf_sqllist")]
    assert len(records) == 1
    assert all(name in records[0].getMessage() for name in ("initials", "loud", "tags"))


def test_raise_names_every_problem():
    with override_settings(DRF_SQLLIST={"UNSUPPORTED": "raise"}):
        answer = call(twins(**MADE)[1])
    assert answer.error.startswith("drf_sqllist.problems.UnsupportedSerializer")
    assert all(name in answer.error for name in ("initials", "loud", "tags"))
    assert issubclass(UnsupportedSerializer, ImproperlyConfigured)
    assert len(answer.statements) == 0


def test_raise_lets_through_what_works():
    shown = model_serializer(Author, "id", "name")
    with override_settings(DRF_SQLLIST={"UNSUPPORTED": "raise"}):
        compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown)


@pytest.mark.parametrize("wrong", [{"UNSUPPORTED": "explode"}, {"UNKNOWN": 1}])
def test_wrong_settings(wrong: dict[str, Any]):
    with override_settings(DRF_SQLLIST=wrong):
        answer = call(twins(**MADE)[1])
    assert answer.error.startswith("django.core.exceptions.ImproperlyConfigured")
    assert "DRF_SQLLIST" in answer.error


@pytest.mark.parametrize("project", ["serialize", "warn", "raise"])
@pytest.mark.parametrize("own", ["serialize", "raise"])
def test_the_view_decides_before_the_project(project: str, own: str):
    with override_settings(DRF_SQLLIST={"UNSUPPORTED": project}):
        answer = call(twins(**MADE, sqllist_unsupported=own)[1])
    assert ("UnsupportedSerializer" in answer.error) == (own == "raise")


def test_a_wrong_policy_of_the_view():
    answer = call(twins(**MADE, sqllist_unsupported="explode")[1])
    assert answer.error.startswith("django.core.exceptions.ImproperlyConfigured")
    assert "sqllist_unsupported" in answer.error
