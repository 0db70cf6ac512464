"""What is kept, as bytes and back; parameters as texts that are different where they are."""

import datetime
import enum
import ipaddress
import uuid
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drf_sqllist.caching.bodies import Body, pack, unpack
from drf_sqllist.caching.params import text_of
from drf_sqllist.page.fetched import Fetched

UTC = datetime.timezone.utc
positions = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(st.characters(codec="utf-8")),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False),
    st.uuids(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.dates(),
    st.times(),
)


@given(
    st.lists(st.binary(), max_size=5),
    st.one_of(st.none(), st.integers(0)),
    st.lists(positions, max_size=5),
    st.integers(0),
)
def test_rows_come_back_as_they_were(bodies: list[bytes], total: Any, found: list[Any], written: int):
    body = Body(b"0123abcd", 12.5, 13, Fetched(bodies, total, found, written))
    packed = pack(body)
    assert packed is not None
    back = unpack(packed)
    assert back == body
    assert [type(value) for value in back.rows.positions] == [type(value) for value in found]


@pytest.mark.parametrize(
    "rows",
    [
        Fetched([b"a"], positions=[object()]),
        Fetched([b"a"], positions=[datetime.datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Paris"))]),
    ],
)
def test_what_would_not_come_back_is_not_kept(rows: Fetched):
    assert pack(Body(b"s", 1.0, 1, rows)) is None


NOT_OURS = [
    b"",
    b"\x80\x04K\x01.",
    b"null\n",
    b"{}\n",
    b'["s",1,1,[2],null,[],0]\na',
    b'["s",1,1,[1],null,[],0]\nab',
    b'["s",1,1,["a"],null,[],0]\na',
    b'["s",1,1,[1],null,[["x",1]],0]\na',
]


@pytest.mark.parametrize("packed", NOT_OURS)
def test_what_is_none_of_ours_is_no_body(packed: bytes):
    assert unpack(packed) is None


class Size(enum.IntEnum):
    LARGE = 1


DIFFERENT: list[Any] = [
    (),
    (1,),
    ("1",),
    (1.0,),
    (True,),
    (None,),
    ("None",),
    (b"1",),
    (Decimal("1"),),
    (Decimal("1.0"),),
    (0.0,),
    (-0.0,),
    ([1, 2],),
    ((1, 2),),
    ([[1], 2],),
    (1, 2),
    ("1', '2",),
    ("1", "2"),
    (datetime.date(2024, 1, 1),),
    (datetime.datetime(2024, 1, 1),),
    (datetime.datetime(2024, 1, 1, tzinfo=UTC),),
    (datetime.datetime(2024, 1, 1, fold=1),),
    (datetime.timedelta(1),),
    (uuid.UUID(int=1),),
    (ipaddress.ip_address("::1"),),
]


def test_parameters_that_differ_are_different_texts():
    texts = [text_of(params) for params in DIFFERENT]
    assert None not in texts
    assert len(set(texts)) == len(DIFFERENT)
    assert text_of((Size.LARGE,)) == text_of((1,))


@pytest.mark.parametrize("value", [object(), {"a": 1}, [object()]])
def test_parameters_that_cannot_be_told_apart(value: Any):
    assert text_of((1, value)) is None
