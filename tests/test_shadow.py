"""Shadow mode: the answer that is sent, what is compared behind it, and what is said of it."""

import json
import logging
import random
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections, transaction
from django.db.models import Value
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BrowsableAPIRenderer
from rest_framework.response import Response

from drf_sqllist import SQLListView, sql_twin
from drf_sqllist.conf import get_settings
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author
from tests.views import PagesOfTwo, call, factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows(request: Any) -> None:
    if "transactional_db" not in request.fixturenames:
        library()


@pytest.fixture
def shadow(settings: Any) -> None:
    settings.DRF_SQLLIST = {"SHADOW": 1}


class Right(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name"]


class Wrong(Right):
    """Its twin says something else than its method."""

    label = serializers.SerializerMethodField()

    class Meta(Right.Meta):
        fields = ["id", "name", "label"]

    @sql_twin(Value("planted"))
    def get_label(self, author: Author) -> str:
        return "right"


class Authors(SQLListView):
    queryset = Author.objects.order_by("pk")
    serializer_class = Right
    pagination_class = PagesOfTwo


class WrongAuthors(Authors):
    serializer_class = Wrong


def labels(response: Any) -> set[str]:
    return {row["label"] for row in json.loads(response.content)["results"]}


def test_it_is_off_unless_asked_for(settings: Any, caplog: Any):
    response = call(WrongAuthors).response
    assert labels(response) == {"planted"}
    settings.DRF_SQLLIST = {"SHADOW": 0}
    assert labels(call(WrongAuthors).response) == {"planted"}
    assert not caplog.records


@pytest.mark.usefixtures("shadow")
def test_drfs_answer_is_sent_and_equal_ones_are_not_spoken_of(caplog: Any):
    found = call(Authors)
    info = found.response.sqllist
    assert (info.mode, info.queries) == ("serializer", 2)
    assert [problem.reason for problem in info.problems] == ["DRF's own path was asked for."]
    assert len([sql for sql in found.statements.sql if "FROM" in sql]) == 3
    assert not caplog.records


@pytest.mark.usefixtures("shadow")
def test_a_difference_is_logged_with_its_place_and_how_to_see_it_again(caplog: Any):
    response = call(WrongAuthors, "/authors/?page=2").response
    assert labels(response) == {"right"}
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("drf_sqllist.shadow", logging.ERROR)
    text = record.getMessage()
    assert "WrongAuthors does not answer as DRF does." in text
    assert "$.results[0].label" in text
    assert "planted" in text
    assert "request = APIRequestFactory().get('/authors/?page=2')" in text
    assert "assert_parity(WrongAuthors, request)" in text


def test_the_other_way_round(settings: Any, caplog: Any):
    settings.DRF_SQLLIST = {"SHADOW": 1, "SHADOW_ANSWER": "sql"}
    response = call(WrongAuthors).response
    assert labels(response) == {"planted"}
    assert (response.sqllist.mode, response.sqllist.queries) == ("sql", 1)
    assert len(caplog.records) == 1


def test_a_view_that_is_switched_off_sends_drfs_answer_whatever_the_setting_says(settings: Any, caplog: Any):
    settings.DRF_SQLLIST = {"SHADOW": 1, "SHADOW_ANSWER": "sql"}
    off = type("WrongAuthors", (WrongAuthors,), {"sqllist_enabled": False})
    assert labels(call(off).response) == {"right"}
    assert len(caplog.records) == 1


@pytest.mark.usefixtures("shadow")
def test_the_share(settings: Any, caplog: Any):
    settings.DRF_SQLLIST = {"SHADOW": 0.25, "SHADOW_ANSWER": "sql"}
    random.seed(8)
    for _ in range(200):
        assert labels(call(WrongAuthors).response) == {"planted"}
    random.seed(8)
    assert len(caplog.records) == sum(random.random() < 0.25 for _ in range(200)) > 0


@pytest.mark.usefixtures("shadow")
def test_an_exception_is_an_answer(caplog: Any):
    class Invalid(Authors):
        def filter_queryset(self, queryset: Any) -> Any:
            raise ValidationError("no such filter")

    assert call(Invalid).response.status_code == 400
    assert not caplog.records

    class OnceOnly(Authors):
        calls = 0

        def filter_queryset(self, queryset: Any) -> Any:
            type(self).calls += 1
            if self.calls > 1:
                raise RuntimeError("once only")
            return queryset

    assert call(OnceOnly).response.status_code == 200
    assert "RuntimeError: once only" in caplog.text


@pytest.mark.usefixtures("shadow")
def test_a_comparison_that_fails_costs_no_answer(caplog: Any, monkeypatch: Any):
    monkeypatch.setattr("drf_sqllist.shadow.difference", lambda drf, ours: 1 / 0)
    assert call(Authors).response.status_code == 200
    assert "could not be compared" in caplog.text


@pytest.mark.usefixtures("shadow")
def test_writes_of_the_answer_stay_and_those_behind_it_do_not(caplog: Any):
    class Counting(Authors):
        def get_queryset(self) -> Any:
            Author.objects.create(name="one more")
            return super().get_queryset()

    before = Author.objects.count()
    assert call(Counting).response.status_code == 200
    assert Author.objects.count() == before + 1
    assert re.search(r"error: DRF '', ours '\w+Error: .*read-?only", caplog.text)  # says the database
    assert not connection.needs_rollback


@pytest.mark.usefixtures("shadow")
def test_both_answers_begin_with_the_same_view_and_request(caplog: Any):
    class Taking(Authors):
        def get_queryset(self) -> Any:
            self.request.META["HTTP_X_COUNT"] = str(int(self.request.META.get("HTTP_X_COUNT", 0)) + 1)
            assert self.request.META["HTTP_X_COUNT"] == "1"
            return Author.objects.filter(name__gt=self.kwargs.pop("after")).order_by("pk")

    assert call(Taking, arguments={"after": "A"}).response.status_code == 200
    assert not caplog.records


@pytest.mark.usefixtures("shadow")
def test_a_request_that_cannot_be_copied_is_answered(caplog: Any, monkeypatch: Any):
    monkeypatch.setattr("drf_sqllist.shadow.Asking", lambda view, request: 1 / 0)
    assert labels(call(WrongAuthors).response) == {"planted"}
    assert "WrongAuthors cannot be asked again" in caplog.text


@pytest.mark.usefixtures("shadow")
def test_inside_a_users_transaction(caplog: Any):
    with transaction.atomic():
        Author.objects.create(name="mine")
        assert call(Authors).response.status_code == 200
        Author.objects.create(name="mine, too")
    assert Author.objects.filter(name__startswith="mine").count() == 2
    assert not caplog.records


@pytest.mark.usefixtures("shadow")
def test_other_renderers_and_responses(caplog: Any):
    class Pages(PagesOfTwo):
        def get_paginated_response(self, data: Any) -> Response:
            return Response({"rows": data}, headers={"X": "1"})

    view = type("Authors", (WrongAuthors,), {"renderer_classes": [BrowsableAPIRenderer], "pagination_class": Pages})
    response = call(view).response
    assert response["X"] == "1"
    assert b"right" in response.content
    assert len(caplog.records) == 1


@pytest.mark.usefixtures("shadow")
def test_whose_request_it_was(caplog: Any, django_user_model: Any):
    from rest_framework.test import force_authenticate

    request = factory.get("/authors/")
    force_authenticate(request, user=type("User", (), {"pk": 7, "is_authenticated": True})())
    WrongAuthors.as_view()(request, kind="a").render()
    assert "force_authenticate(request, user=User.objects.get(pk=7))" in caplog.text
    assert "assert_parity(WrongAuthors, request, kind='a')" in caplog.text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"SHADOW": 2}, "DRF_SQLLIST\\['SHADOW'\\] is 2; it must be a share of the requests, from 0 to 1."),
        ({"SHADOW": True}, "is True; it must be a share"),
        ({"SHADOW": "0.1"}, "it must be a share"),
        ({"SHADOW_ANSWER": "ours"}, "DRF_SQLLIST\\['SHADOW_ANSWER'\\] is 'ours'; it must be one of 'drf', 'sql'."),
    ],
)
def test_settings(settings: Any, given: dict[str, Any], message: str):
    settings.DRF_SQLLIST = given
    with pytest.raises(ImproperlyConfigured, match=message):
        get_settings()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
@pytest.mark.django_db(transaction=True)
def test_many_threads(settings: Any, caplog: Any, transactional_db: None):
    library()
    settings.DRF_SQLLIST = {"SHADOW": 0.5}
    views = [
        Authors,
        WrongAuthors,
        type("Plain", (Authors,), {"serializer_class": model_serializer(Author, "id", "country")}),
    ]

    def run(seed: int) -> tuple[int, int]:
        chance, sent = random.Random(seed), 0
        for _ in range(40):
            view = chance.choice(views)
            response = call(view, f"/authors/?page={chance.randint(1, 2)}").response
            assert response.status_code == 200
            if view is WrongAuthors:
                sent += labels(response) == {"right"}
        connections.close_all()
        return sent, 40

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(run, range(16)))
    # DRF's answer was sent just where both were made, and each of those was found to differ.
    assert sum(sent for sent, _ in found) == len(caplog.records) > 50
    assert {record.getMessage().split()[0] for record in caplog.records} == {"WrongAuthors"}
