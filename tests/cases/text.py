"""CharField and its kin, and CharField over columns of other types."""

from rest_framework import serializers

from tests.testapp.models import CustomFieldRow, DecimalRow, FlagRow, MomentRow, NumberRow, TextRow, UuidRow

from .case import RERUN, Case, model_serializer
from .moments import DURATIONS, MOMENTS
from .rows import CHARACTERS, make, random_texts, raw


def texts():
    return TextRow.objects.order_by("pk")


class Declared(serializers.Serializer):
    char = serializers.CharField()
    email = serializers.EmailField(source="text")
    regex = serializers.RegexField("^a", source="char")
    url = serializers.URLField(source="text")
    slug = serializers.SlugField(source="char")
    address = serializers.IPAddressField(source="text")


def over(model: type, source: str, **options: object) -> type[serializers.BaseSerializer]:
    return model_serializer(model, value=serializers.CharField(source=source, **options))


ADDRESSES = ["127.0.0.1", "10.0.0.255", "::1", "2001:db8::ff00:42:8329", "::ffff:10.0.0.1", None]

CASES = [
    Case(
        "text_characters",
        "every control character, quotes, line separators and characters beyond the BMP",
        "CharField",
        make(TextRow, text=CHARACTERS, char=[text for text in CHARACTERS if len(text) < 100], maybe=[None, "", "null"]),
        model_serializer(TextRow, "id", "char", "text", "maybe"),
        texts,
    ),
    Case(
        "text_nul",
        "a NUL character, which only SQLite stores",
        "CharField",
        make(TextRow, text=["\0", "a\0b"]),
        model_serializer(TextRow, "text"),
        texts,
        vendors=("sqlite",),
    ),
    Case(
        "text_random",
        "random strings of awkward characters",
        "CharField",
        make(TextRow, text=random_texts(200)),
        model_serializer(TextRow, "text"),
        texts,
    ),
    Case(
        "text_family",
        "e-mail, URL and slug columns",
        "EmailField, URLField, SlugField",
        make(TextRow, email=["é@example.org"], url=["https://example.org/a?b=c&d=\"'"], slug=["a-b_c"]),
        model_serializer(TextRow, "email", "url", "slug"),
        texts,
    ),
    Case(
        "text_declared",
        "declared text fields of every class on a plain serializer",
        "RegexField, IPAddressField",
        make(TextRow, text=CHARACTERS[:40], char=CHARACTERS[-20:]),
        Declared,
        texts,
    ),
    Case(
        "text_file_path",
        "a path column",
        "FilePathField",
        make(TextRow, path=["/nowhere/b.txt", 'a"b', ""]),
        model_serializer(TextRow, "path"),
        texts,
    ),
    Case(
        "text_address",
        "IP addresses of both versions, without a mask behind them",
        "GenericIPAddressField",
        make(TextRow, address=ADDRESSES),
        model_serializer(TextRow, "address"),
        texts,
    ),
    Case(
        "text_address_network",
        "an inet value that has a mask keeps it",
        "GenericIPAddressField",
        raw(TextRow, "address", "'10.0.0.0/24'::inet", "'10.0.0.7/24'::inet", "'2001:db8::/32'::inet", "'1.2.3.4/32'"),
        model_serializer(TextRow, "address"),
        texts,
        vendors=("postgresql",),
    ),
    Case(
        "text_padded",
        "a char(n) column comes padded",
        "CharField",
        make(CustomFieldRow, padded=["a", "", "é", "0123456789"]),
        model_serializer(CustomFieldRow, "padded"),
        lambda: CustomFieldRow.objects.order_by("pk"),
    ),
    Case(
        "text_foreign_storage",
        "integers and reals that someone else put into a text column",
        "CharField",
        raw(TextRow, "text", "1", "1.5", "CAST(7 AS INTEGER)", "'x'", "9007199254740993"),
        model_serializer(TextRow, "text"),
        texts,
        vendors=("sqlite",),
    ),
    Case(
        "text_blob_storage",
        "a BLOB in a text column is printed as Python prints bytes",
        "CharField",
        raw(TextRow, "text", "X'616263'", "X'ff00'", "'x'"),
        model_serializer(TextRow, "text"),
        texts,
        RERUN,
        vendors=("sqlite",),
    ),
    Case(
        "text_ascii",
        "UNICODE_JSON off: everything beyond ASCII escaped, DEL too",
        "CharField",
        make(TextRow, text=CHARACTERS),
        model_serializer(TextRow, "text"),
        texts,
        rest_framework={"UNICODE_JSON": False},
    ),
    Case(
        "text_ascii_plain",
        "UNICODE_JSON off and nothing to escape but DEL",
        "CharField",
        make(TextRow, text=["a", "\x7f", "z"]),
        model_serializer(TextRow, "text"),
        texts,
        rest_framework={"UNICODE_JSON": False},
    ),
    Case(
        "text_spaced",
        "COMPACT_JSON off: a space after each comma and colon, none inside strings",
        "CharField",
        make(TextRow, text=["a,b:c", '{"a":1}', ""]),
        model_serializer(TextRow, "id", "text", "maybe"),
        texts,
        rest_framework={"COMPACT_JSON": False},
    ),
    Case(
        "text_over_integer",
        "CharField over an integer column",
        "CharField",
        make(NumberRow, big=[0, -1, 2**63 - 1, -(2**63)]),
        over(NumberRow, "big"),
        lambda: NumberRow.objects.order_by("pk"),
    ),
    Case(
        "text_over_uuid",
        "CharField over a uuid column",
        "CharField",
        make(UuidRow, rank=[1, 2]),
        over(UuidRow, "id"),
        lambda: UuidRow.objects.order_by("rank"),
    ),
    Case(
        "text_over_date",
        "CharField over a date column",
        "CharField",
        make(MomentRow, date=[moment.date() for moment in MOMENTS] + [None]),
        over(MomentRow, "date"),
        lambda: MomentRow.objects.order_by("pk"),
    ),
    Case(
        "text_over_boolean",
        "CharField over a boolean column says True and False",
        "CharField",
        make(FlagRow, maybe=[True, False, None]),
        over(FlagRow, "maybe"),
        lambda: FlagRow.objects.order_by("pk"),
    ),
    Case(
        "text_over_moment",
        "CharField over a datetime column is Python's str()",
        "CharField",
        make(MomentRow, moment=[*MOMENTS, None]),
        over(MomentRow, "moment"),
        lambda: MomentRow.objects.order_by("pk"),
        "spliced",
        timezone="Europe/Amsterdam",
    ),
    Case(
        "text_over_duration",
        "CharField over an interval column is Python's str()",
        "CharField",
        make(MomentRow, duration=[*DURATIONS, None]),
        over(MomentRow, "duration"),
        lambda: MomentRow.objects.order_by("pk"),
        "spliced",
    ),
    Case(
        "text_over_decimal",
        "CharField over a decimal column of few places",
        "CharField",
        make(DecimalRow, price=["0", "1.5", "-0.0001", "12345678.1234"]),
        over(DecimalRow, "price"),
        lambda: DecimalRow.objects.order_by("pk"),
        {"postgresql": "sql", "sqlite": "spliced"},
    ),
    Case(
        "text_over_tiny_decimal",
        "CharField over a decimal of eight places falls into exponents",
        "CharField",
        make(DecimalRow, tiny=["0", "0.0000001", "1.5", "-0.00000001"]),
        over(DecimalRow, "tiny"),
        lambda: DecimalRow.objects.order_by("pk"),
        "spliced",
    ),
    Case(
        "text_over_float",
        "CharField over a float column is Python's repr",
        "CharField",
        make(NumberRow, floating=[0.1, 1.0, -0.0, 1e16, 1e23, 5e-324]),
        over(NumberRow, "floating"),
        lambda: NumberRow.objects.order_by("pk"),
        "spliced",
    ),
]
