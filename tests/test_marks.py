"""Marks: what becomes one, and that nothing is lost of what a mark stands for."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.relations import HyperlinkedIdentityField, HyperlinkedRelatedField

from drf_sqllist.compile.marks import Marking, URLText, texts, visible
from drf_sqllist.links.blanks import Blank
from drf_sqllist.plan.targets import Found, ViewTarget
from tests.cases.case import model_serializer
from tests.cases.library import authors, library
from tests.testapp.models import Author, Tag
from tests.views import compare


def target(name: str) -> ViewTarget:
    return ViewTarget(name, ("pk",), ())


HEAD, TAIL = URLText(target("one"), 0), URLText(target("one"), 1)
LINKS = {target("one"): Found(("http://one/", "/é"), (Blank("pk", ".+", None),))}


def test_what_follows_a_text_in_its_literal_becomes_a_part_of_its_mark() -> None:
    marking = Marking()
    head, tail = marking.reference(HEAD), marking.reference(TAIL)
    sql = f"""'{{"one":"{head}'||"a"."id"::text||'{tail}","it''s 50%% more":'||"b"||'}}'"""
    assert visible(marking.marked(sql)) == """'{"one":"␃'||"a"."id"::text||'␄'||"b"||'}'"""
    assert marking.marks == {"\x03": (HEAD,), "\x04": (TAIL, '","it\'s 50% more":')}
    assert texts(marking.marks, LINKS) == {b"\x03": b"http://one/", b"\x04": b'/\\u00e9","it\'s 50% more":'}


def test_what_is_equal_has_one_mark() -> None:
    marking = Marking()
    head = marking.reference(HEAD)
    assert marking.reference(HEAD) == head
    assert visible(marking.marked(f"""'"{head}'||x||'["{head}'||y||'{head}"'""")) == """'"␃'||x||'["␃'||y||'␄'"""


def test_names_in_double_quotes_and_statements_without_links_stay() -> None:
    marking = Marking()
    assert marking.marked("""'a'||"it's"."b"||'c'""") == """'a'||"it's"."b"||'c'"""
    head = marking.reference(HEAD)
    assert visible(marking.marked(f"""'a'||"it's"."b"||'{head}'""")) == """'a'||"it's"."b"||'␃'"""


def test_there_are_as_many_marks_as_are_needed() -> None:
    marking = Marking()
    references = [URLText(target(f"view-{number}"), 0) for number in range(60)]
    marking.marked("||x||".join(f"'{marking.reference(one)}'" for one in references))
    marks = [*marking.marks]
    assert len({*marks}) == 60
    assert not any(one in other for one in marks for other in marks if one != other)
    assert not {*"\x00\x01\x02\t\n\r"} & {*"".join(marks)}


def of_authors(**fields: Any) -> dict[str, Any]:
    return {"serializer_class": model_serializer(Author, *fields.pop("own", ()), **fields), "queryset": authors()}


def identity() -> HyperlinkedIdentityField:
    return HyperlinkedIdentityField(view_name="author-detail")


KEYS = ("it's", "50%", "%s %(a)s %%", 'a "b"', "back\\slash", "line\u2028end\u2029", "'' ", "é", "{0}")


@pytest.mark.django_db
def test_keys_of_all_kinds_stand_beside_links() -> None:
    library()
    members: dict[str, Any] = {}
    for key in KEYS:
        members[f"{key} before"] = identity()
        members[key] = serializers.CharField(source="name")
        members[f"{key} after"] = identity()
    response, statements = compare(**of_authors(**members))
    assert len(statements) == 1
    assert response.content.count(b"http://testserver/author/") == 2 * len(KEYS) * Author.objects.count()


@pytest.mark.django_db
def test_more_links_than_there_are_single_characters() -> None:
    library()
    members: dict[str, Any] = {}
    for number in range(40):
        members[f"link{number}"] = identity()
        members[f"name{number}"] = serializers.CharField(source="name")
    response, statements = compare(**of_authors(**members))
    assert len(statements) == 1
    assert "\x1e" in statements.sql[0]
    assert response.content.count(b"http://testserver/author/") == 40 * Author.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("follows", ["link", "text", "nothing"])
def test_an_object_that_begins_with_a_link_that_may_be_left_out(follows: str) -> None:
    """Its text is cut before its first member: never into a mark."""
    library()
    more: dict[str, Callable[[], Any]] = {"link": identity, "text": lambda: serializers.CharField(source="name")}
    members = {"also": more[follows]()} if follows in more else {}
    mentor = HyperlinkedRelatedField(view_name="country-detail", read_only=True, source="mentor.country")
    response, statements = compare(**of_authors(mentors_country=mentor, **members))
    assert len(statements) == 1
    assert "substr(" in statements.sql[0]
    assert response.content.count(b'{"mentors_country":') == 3
    assert response.content.count(b'{"also"' if members else b"{}") == 1


@pytest.mark.django_db
def test_a_statement_is_kept_for_all_hosts(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    library()
    sent = []
    for host in ("one.example", "two.example", "one.example"):
        response, statements = compare(**of_authors(url=identity()), request={"SERVER_NAME": host})
        assert f"http://{host}/".encode() in response.content
        sent.append(statements.sql[0])
    assert len({*sent}) == 1
    assert "example" not in sent[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view_name", "lookup", "guarded"),
    [("tag-detail", "pk", False), ("tag-detail", "weight", False), ("tag-by-number", "weight", True)],
)
def test_integers_are_guarded_where_the_route_takes_no_minus(view_name: str, lookup: str, guarded: bool) -> None:
    library()
    for number in (-7, 0, 2**31 - 1):
        Tag.objects.create(name=f"tag {number}", weight=number)
    url = HyperlinkedIdentityField(view_name=view_name, lookup_field=lookup, lookup_url_kwarg="pk")
    rows = Tag.objects.order_by("pk")
    if guarded:  # DRF cannot make a link of -7 either
        rows = rows.filter(weight__gte=0)
    response, statements = compare(serializer_class=model_serializer(Tag, "name", url=url), queryset=rows)
    assert len(statements) == 1
    assert (">=0" in statements.sql[0].split('"url"')[1].split("FROM")[0]) is guarded
    assert (b"/tag/-7/" in response.content) is (lookup == "weight" and not guarded)
