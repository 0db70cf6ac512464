"""What a blank is sure of, Django agrees with."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, path, re_path, reverse
from hypothesis import example, given
from hypothesis import strategies as st

from drf_sqllist.links.addresses import Finder
from drf_sqllist.links.blanks import FITS, Blank, Texts
from drf_sqllist.links.regexes import is_simple

from .pairs import Pair, Thing, get
from .randomly import randomly
from .urls import view

TEXTS = st.text(max_size=12) | st.text("abcé09-_./ %\n", max_size=8) | st.from_regex(r"[-a-zA-Z0-9_]+", fullmatch=True)
WRITTEN = {
    Texts.DIGITS: st.integers(0, 10**40).map(str),
    Texts.UUID: st.uuids().map(str),
    Texts.WORD: st.from_regex(r"[-a-zA-Z0-9_]+", fullmatch=True),
}
NAMES = "slug str plain path path-inside router words words-else empty empty-inside empty-dot dot-before dot-behind int"
NAMES += " routed-detail bare-detail paths-detail either lazy uuid signed lowered instance reversed bracket open four"


PARTS = [
    *["a", "/", ".", "-", r"\.", r"\-", r"\$", r"\d", "b?", "c*", "d+", "x{2}", "[ab]", "(?:y)", "(?:z)?", "|", "%"],
    *["(?P<pk>[0-9]+)", r"(?P<b>\w+)", r"(?P<pk>(a|b)+)", "(?P<b>[^)(]+)", r"(?P<b>[]\]]+)", "(w)", "(?=v)", r"\/"],
    *["é", " ", "^", "$", r"\Z", "(?P<b>.*)", "(?P<pk>.+)?"],
]
"""Of which random routes are made."""


@pytest.mark.urls("tests.links.urls")
class TestTexts:
    @randomly
    @given(st.lists(TEXTS | st.integers() | st.uuids() | st.booleans() | st.none(), min_size=1, max_size=3))
    @example(["\ud800"])
    @example(["a\n", "\n"])
    def test_links_of_random_texts(self, values: list[Any]) -> None:
        for name in NAMES.split():
            Pair({"request": get()}, view_name=name).compare(*map(Thing, values))

    @randomly
    @given(TEXTS | st.integers(-5, 10**30) | st.uuids() | st.none() | st.just("\ud800"))
    def test_a_text_or_quoted_text_is_what_django_writes(self, value: Any) -> None:
        for name in NAMES.split():
            address = Finder(None).address(name, frozenset({"pk"}))
            assert address is not None
            if address.pieces is None:
                continue
            (before, behind), (blank,) = address.pieces
            for text in (blank.text(value), blank.quoted(value)):
                if text is not None:
                    request = get()
                    expected = reverse(name, kwargs={"pk": value})
                    assert f"{before}{text}{behind}" == expected
                    assert request.build_absolute_uri(expected) == f"http://testserver{expected}"

    def test_each_kind_of_route_has_pieces(self) -> None:
        """Else the tests above would compare nothing."""
        with_pieces = {
            name
            for name in NAMES.split()
            if (address := Finder(None).address(name, frozenset({"pk"}))) is not None and address.pieces is not None
        }
        assert with_pieces >= {
            "slug",
            "str",
            "path",
            "router",
            "words",
            "empty",
            "uuid",
            "int",
            "reversed",
            "dot-before",
        }
        assert {"slug", "reversed"} == {
            name for name in ("slug", "reversed") if self.blank(name).quoted("abc") in ("abc", "cba")
        }

    def blank(self, name: str) -> Blank:
        address = Finder(None).address(name, frozenset({"pk"}))
        assert address is not None
        assert address.pieces is not None
        return address.pieces[1][0]

    def test_an_empty_text_is_never_quoted(self) -> None:
        for name in ("empty", "empty-inside", "empty-dot"):
            assert self.blank(name).quoted("") is None

    def test_a_surrogate_is_left_to_django(self) -> None:
        assert self.blank("str").quoted("\ud800") is None

    def test_converters_of_a_project_fit_nothing(self) -> None:
        for name in ("reversed", "lowered", "instance"):
            assert self.blank(name).fits is Texts.NONE


@pytest.mark.parametrize("regex", FITS)
def test_what_fits_is_accepted(regex: str) -> None:
    """Each kind of text that is said to fit, by Django's own ``reverse``."""
    routes = (re_path(f"^a/(?P<pk>{regex})/z$", view, name="inside"), re_path(f"^b/(?P<pk>{regex})$", view, name="end"))

    @randomly
    @given(st.data())
    def all_fit(data: st.DataObject) -> None:
        for kind, texts in WRITTEN.items():
            if kind in FITS[regex]:
                text = data.draw(texts)
                assert reverse("inside", kwargs={"pk": text}) == f"/a/{text}/z"
                assert reverse("end", kwargs={"pk": text}) == f"/b/{text}"

    with override_settings(ROOT_URLCONF=routes):
        all_fit()


@pytest.mark.parametrize("regex", FITS)
def test_what_does_not_fit_is_known(regex: str) -> None:
    """The table names all that it could: a kind it leaves out has a text that the expression refuses."""
    samples = {Texts.DIGITS: "5", Texts.INTEGER: "-5", Texts.UUID: str(UUID(int=10**30)), Texts.WORD: "a-B_c"}
    for kind, text in samples.items():
        assert (kind in FITS[regex]) == bool(re.fullmatch(regex, text))


def test_django_writes_its_own_converters_regexes_so() -> None:
    """Were they others, each link would be made by ``reverse()``."""
    routes = tuple(path(f"<{name}:pk>/", view, name=name) for name in ("int", "uuid", "slug", "str", "path"))
    with override_settings(ROOT_URLCONF=routes):
        for name, fits in {
            "int": Texts.DIGITS,
            "uuid": Texts.UUID,
            "slug": Texts.DIGITS | Texts.INTEGER | Texts.UUID | Texts.WORD,
            "str": Texts.DIGITS | Texts.INTEGER | Texts.UUID | Texts.WORD,
            "path": Texts.DIGITS | Texts.INTEGER | Texts.UUID | Texts.WORD,
        }.items():
            address = Finder(None).address(name, frozenset({"pk"}))
            assert address is not None
            assert address.pieces is not None
            assert address.pieces[1][0].fits == fits


@pytest.mark.parametrize(
    "regex",
    [
        *[r"(?=a)\w", r"(?!a)\w", r"(?<=a)\w", r"(?<!a)\w", r"\ba", r"a\B", r"\Aa", r"a\Z", r"(?i:a)", r"(a)\1", "a++"],
        *["^a", "a$", r"(?P<x>a)(?P=x)", r"\[(?=a)]", r"\\\ba", r"[a](?=b)", r"\](?=[)])", "a?+", "(?>a)", "a{2}+"],
    ],
)
def test_expressions_that_look_around(regex: str) -> None:
    assert not is_simple(regex)


@pytest.mark.parametrize(
    "regex", [r"[^/.]+", r"[\b]", r"a|b", r"(?:a|b)+", r"[$^]", r"[(?=]", r"[]$]", r"[^]$]", r"\[a", r"[\]$]"]
)
def test_expressions_that_do_not(regex: str) -> None:
    assert is_simple(regex)


@randomly
@given(
    parts=st.lists(
        st.sampled_from(PARTS),
        max_size=7,
    ),
    end=st.sampled_from(["", "$", r"\Z", "/$", "/?$"]),
    value=st.integers(0, 20) | st.sampled_from(["a", "ab", "é", "..", "", "]", "a/b"]),
    other=st.sampled_from([None, "x", "é", "."]),
)
@example(["%", "(?P<pk>[0-9]+)"], "", 0, None)
@example(["(?P<pk>[0-9]+)", "%"], "", 0, None)
def test_random_expressions(parts: list[str], end: str, value: Any, other: str | None) -> None:
    """Whatever the route looks like: Django's text, or none of ours."""
    regex = "^" + "".join(parts) + end
    kwargs = {"pk": value} if other is None else {"pk": value, "b": other}
    with override_settings(ROOT_URLCONF=(re_path(regex, view, name="random"),)):
        try:
            address = Finder(None).address("random", frozenset(kwargs))
            ours = None if address is None else address.url(kwargs)
            written = None if address is None or address.pieces is None else _written(address, kwargs)
        except Exception as error:
            with pytest.raises(type(error), match=re.escape(str(error))):
                reverse("random", kwargs=kwargs)
            return
        for text in {ours, written} - {None}:
            assert text == reverse("random", kwargs=kwargs)
        if address is None:
            with pytest.raises(NoReverseMatch):
                reverse("random", kwargs=kwargs)


def _written(address: Any, kwargs: dict[str, Any]) -> str | None:
    first, *others = address.pieces[0]
    texts = [blank.quoted(kwargs[blank.name]) for blank in address.pieces[1]]
    if None in texts:
        return None
    return first + "".join(text + other for text, other in zip(texts, others, strict=True))
