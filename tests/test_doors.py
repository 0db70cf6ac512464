"""``reads()``, ``sql_twin()``, ``register()`` and the setting ``REGISTER``: what they take, and what they refuse."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, F, Prefetch, Value
from django.db.models.functions import Concat
from django.test import override_settings
from rest_framework import serializers

from drf_sqllist import reads, register, sql_twin
from drf_sqllist.splicing import undeclared
from drf_sqllist.testing import assert_parity
from tests.cases.library import library
from tests.testapp.models import Author, Book, Tag
from tests.views import Plain, call, compare, factory, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> Iterator[None]:
    library()
    undeclared._warned.clear()
    yield
    undeclared._warned.clear()


class Lines(serializers.ModelSerializer):
    """Made anew for each test: what is said of a function is never taken back."""

    line = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "line"]


def lines(method: Any) -> type:
    return type("Lines", (Lines,), {"get_line": method, "__module__": __name__})


def shown(serializer: type, url: str = "/rows/", **made: Any) -> tuple[str, list[str]]:
    queryset = made.pop("queryset", serializer.Meta.model.objects.order_by("pk"))  # type: ignore[attr-defined]
    response, statements = compare(url, queryset=queryset, serializer_class=serializer, **made)
    return response.sqllist.mode, statements.sql


def title(self: Any, book: Book) -> str:
    return book.title


class Named:
    """Found by path."""

    @property
    def prop(self) -> str:
        return "p"

    def method(self) -> str:
        return "m"

    @staticmethod
    def static() -> str:
        return "s"

    @classmethod
    def clazz(cls) -> str:
        return "c"

    value = 1


# What they refuse.


@pytest.mark.parametrize("path", ["nowhere", "nowhere.at.all", "tests.test_doors.Nobody.method", f"{__name__}.Named.x"])
def test_an_unknown_path(path: str):
    with pytest.raises(ImproperlyConfigured, match=path.split(".")[0]):
        register(path, waive=True)


@pytest.mark.parametrize("target", [f"{__name__}.Named.value", f"{__name__}.Named", 1, None, Named])
def test_no_function(target: Any):
    with pytest.raises(ImproperlyConfigured, match="neither a function nor a property"):
        register(target, waive=True)


def test_nothing_said():
    with pytest.raises(ImproperlyConfigured, match="says nothing"):
        register(f"{__name__}.Named.method")


@pytest.mark.parametrize("options", [{"reads": [1]}, {"reads": [""]}, {"drop": [None]}, {"twin": 1}])
def test_options_of_the_wrong_type(options: dict[str, Any]):
    with pytest.raises(ImproperlyConfigured, match="takes"):
        register(f"{__name__}.Named.method", **options)


@pytest.mark.parametrize("names", [(1,), ("",), (None,), (["title"],)])
def test_reads_takes_names(names: tuple[Any, ...]):
    with pytest.raises(TypeError, match="takes names of attributes"):
        reads(*names)


@pytest.mark.parametrize("twin", [1, None, ("title",)])
def test_a_twin_is_an_expression(twin: Any):
    with pytest.raises(TypeError, match="takes an expression"):
        sql_twin(twin)


@pytest.mark.parametrize("target", [1, "title", Named, None])
def test_decorators_want_a_function(target: Any):
    for decorate in (reads("title"), sql_twin("title")):
        with pytest.raises(TypeError, match="decorates a function"):
            decorate(target)


def test_decorators_leave_their_function_as_it_is():
    for target in (title, property(title), Named.__dict__["static"], Named.__dict__["clazz"], Named.prop):
        assert reads("title")(target) is target
        assert sql_twin("title")(target) is target


# The setting.


SETTINGS = [
    ({"REGISTER": []}, "must be a dictionary"),
    ({"REGISTER": {"nowhere.at.all": {"waive": True}}}, "no module"),
    ({"REGISTER": {f"{__name__}.Named.x": {"waive": True}}}, "no attribute 'x'"),
    ({"REGISTER": {f"{__name__}.Named.method": {"wave": True}}}, "no option 'wave'"),
    ({"REGISTER": {f"{__name__}.Named.method": {}}}, "says nothing"),
    ({"REGISTER": {f"{__name__}.Named.method": True}}, "must be options"),
    ({"REGISTER": {f"{__name__}.Named.value": {"waive": True}}}, "must be options for a function"),
]


@pytest.mark.parametrize(("wrong", "message"), SETTINGS)
def test_a_wrong_setting_is_an_error(wrong: dict[str, Any], message: str):
    with override_settings(DRF_SQLLIST=wrong):
        answer = call(twins(queryset=Book.objects.order_by("pk"), serializer_class=lines(lambda self, book: 1))[1])
    assert answer.error.startswith("django.core.exceptions.ImproperlyConfigured")
    assert "REGISTER" in answer.error
    assert message in answer.error


class Kept(Lines):
    def get_line(self, book: Book) -> str:
        return book.title


class Cut(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name", "born"]

    def to_representation(self, instance: Author) -> Any:
        data = super().to_representation(instance)
        data.pop("born")
        return data


def test_the_setting():
    """In force while it is set, and not a moment longer."""
    said = {
        f"{__name__}.Kept.get_line": {"reads": ["title"]},
        f"{__name__}.Cut.to_representation": {"drop": ["born"]},
    }
    for _ in range(2):
        assert "rating" in shown(Kept)[1][0]
        assert shown(Cut)[0] == "spliced"
        with override_settings(DRF_SQLLIST={"REGISTER": said}):
            mode, (sql,) = shown(Kept)
            assert mode == "spliced"
            assert "rating" not in sql
            mode, (sql,) = shown(Cut)
            assert mode == "sql"
            assert '"born"' not in sql
    with override_settings(DRF_SQLLIST={"REGISTER": {f"{__name__}.Kept.get_line": {"twin": F("title")}}}):
        assert shown(Kept)[0] == "sql"


# When it is said.


def test_a_kept_plan_is_read_again():
    def get_line(self: Any, book: Book) -> str:
        return book.title

    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))

    def ours() -> tuple[str, int]:
        answer = call(pair[1])
        assert answer.body == call(pair[0]).body
        return answer.response.sqllist.mode, answer.statements.sql[0].count('"rating"')

    mode, columns = ours()
    assert mode == "spliced"
    assert columns
    register(get_line, reads=["title"])
    assert ours() == ("spliced", 0)
    register(get_line, twin="title")
    assert ours() == ("sql", 0)


def test_what_is_said_adds_up():
    def get_line(self: Any, book: Book) -> str:
        return book.title

    register(get_line, twin="title")
    register(get_line, reads=["title"])
    assert shown(lines(get_line))[0] == "sql"


def test_a_waiver_is_of_each_override():
    """One above that is not waived still counts."""

    class Once(Cut):
        def to_representation(self, instance: Author) -> Any:
            return dict(super().to_representation(instance))

    register(Once.to_representation, waive=True)
    assert shown(Once)[0] == "spliced"
    with override_settings(DRF_SQLLIST={"REGISTER": {f"{__name__}.Cut.to_representation": {"drop": "born"}}}):
        assert shown(Once)[0] == "sql"


# Declared reads.


class Undeclared(Lines):
    @reads("title")
    def get_line(self, book: Book) -> Any:
        return book.title, book.rating, book.author and book.author.name


def test_undeclared_reads_are_loaded_and_said_once(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, "drf_sqllist"):
        for _ in range(2):
            _, statements = shown(Undeclared)
            assert len(statements) > 1
    messages = [record.getMessage() for record in caplog.records]
    names = [message.partition(" is read")[0] for message in messages]
    assert sorted(names) == ["Book.author", "Book.author_id", "Book.rating"]
    assert all("reads('title') does not name it" in message for message in messages)


def test_undeclared_reads_raise_where_they_shall():
    from drf_sqllist.problems import UndeclaredRead
    from drf_sqllist.splicing.undeclared import strict_reads

    _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=Undeclared)
    with strict_reads():
        answer = call(ours)
    assert answer.error.startswith(f"{UndeclaredRead.__module__}.UndeclaredRead: Book.rating is read in a list")
    assert call(ours).status == 200
    with strict_reads():
        mode, statements = shown(lines(reads("title")(lambda self, book: book.title)))
    assert (mode, len(statements)) == ("spliced", 1)


def test_declared_reads_are_strict_through_relations():
    from drf_sqllist.splicing.undeclared import strict_reads

    @reads("author__name", "chapters__title")
    def get_line(self: Any, book: Book) -> Any:
        return book.author.name, [one.title for one in book.chapters.all()]

    written = Book.objects.filter(author__isnull=False).order_by("pk")
    with strict_reads():
        mode, statements = shown(lines(get_line), queryset=written)
    assert (mode, len(statements)) == ("spliced", 1)

    @reads("author__name")
    def get_more(self: Any, book: Book) -> Any:
        return str(book.author.born)

    _, ours = twins(queryset=written, serializer_class=lines(get_more))
    with strict_reads():
        assert "Author.born" in call(ours).error


def test_declared_reads_know_that_a_key_is_null():
    from drf_sqllist.splicing.undeclared import strict_reads

    @reads("author__name")
    def get_line(self: Any, book: Book) -> Any:
        return book.author and book.author.name

    with strict_reads():
        mode, statements = shown(lines(get_line))
    assert (mode, len(statements)) == ("spliced", 1)


@pytest.mark.parametrize("name", ["nothing", "author__nothing", "get_absolute_url"])
def test_reads_of_what_is_not_there(name: str):
    """The list is DRF's, with the reason; nothing breaks."""

    @reads("title", name)
    def get_line(self: Any, book: Book) -> Any:
        return book.title

    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))
    assert response.sqllist.mode == "serializer"
    assert [problem.code for problem in response.sqllist.problems] == ["method", "unknown-attribute"]


def test_assert_parity_insists_on_what_was_declared():
    view = type("RowList", (Plain,), {"queryset": Book.objects.order_by("pk"), "serializer_class": Undeclared})
    with pytest.raises(AssertionError, match=r"Book\.rating is read in a list"):
        assert_parity(view, factory.get("/rows/"))


def test_declared_reads_of_what_is_prefetched():
    """Its rows, in its order, and no others."""

    @reads("tags__name")
    def get_line(self: Any, book: Book) -> Any:
        return [tag.name for tag in book.tags.all()]

    for tags in (Tag.objects.filter(weight__gt=0), Tag.objects.order_by("pk")):
        queryset = Book.objects.prefetch_related(Prefetch("tags", tags)).order_by("pk")
        mode, statements = shown(lines(get_line), queryset=queryset)
        assert (mode, len(statements)) == ("spliced", 1)


def test_declared_reads_of_a_prefetched_attribute():
    @reads("heavy__name")
    def get_line(self: Any, book: Any) -> Any:
        return [tag.name for tag in book.heavy]

    heavy = Prefetch("tags", Tag.objects.filter(weight__gt=0), to_attr="heavy")
    shown(lines(get_line), queryset=Book.objects.prefetch_related(heavy).order_by("pk"))


# Twins.


def test_a_twin_is_looked_at_by_assert_parity():
    """Whoever writes a twin that is none is told."""

    @sql_twin("rating")
    def get_line(self: Any, book: Book) -> Any:
        return book.title

    view = type("RowList", (Plain,), {"queryset": Book.objects.order_by("pk"), "serializer_class": lines(get_line)})
    with pytest.raises(AssertionError, match="does not answer as DRF does"):
        assert_parity(view, factory.get("/rows/"))


@pytest.mark.parametrize("twin", ["nothing", F("author__nothing"), Count("nothing")])
def test_a_twin_that_does_not_fit_the_model(twin: Any):
    """Python makes the member, and the note says why."""

    @sql_twin(twin)
    def get_line(self: Any, book: Book) -> Any:
        return book.title

    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))
    assert response.sqllist.mode == "spliced"
    assert [note.code for note in response.sqllist.problems] == ["twin"]


def test_single_objects_use_the_method():
    calls = []

    @sql_twin("title")
    def get_line(self: Any, book: Book) -> Any:
        calls.append(book.pk)
        return book.title

    serializer = lines(get_line)
    _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=serializer)
    assert call(ours).response.sqllist.mode == "sql"
    assert calls == []
    book = Book.objects.order_by("pk")[0]
    assert serializer(book).data["line"] == book.title
    assert calls == [book.pk]


def test_a_twin_of_the_request():
    def twin(request: Any) -> Any:
        return Concat(Value(request.query_params.get("mark", "")), "title")

    @sql_twin(twin)
    def get_line(self: Any, book: Book) -> str:
        return self.context["request"].query_params.get("mark", "") + book.title

    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))
    bodies = set()
    for mark in ("", "a", "'", "%s", "a"):
        plain, ours = (call(view, f"/rows/?mark={mark}" if mark != "%s" else "/rows/?mark=%25s") for view in pair)
        assert ours.body == plain.body
        assert (ours.response.sqllist.mode, len(ours.statements)) == ("sql", 1)
        bodies.add(ours.body)
    assert len(bodies) == 4


def test_the_public_names():
    import drf_sqllist

    for name in ("reads", "register", "sql_twin"):
        assert name in drf_sqllist.__all__
        assert getattr(drf_sqllist, name).__module__ == "drf_sqllist.plan.doors"


def test_declared_reads_know_that_a_row_is_missing():
    class Bios(serializers.ModelSerializer):
        bio = serializers.SerializerMethodField()

        class Meta:
            model = Author
            fields = ["id", "bio"]

        @reads("profile__bio")
        def get_bio(self, author: Author) -> Any:
            profile = getattr(author, "profile", None)
            return profile and profile.bio

    assert len(shown(Bios)[1]) == 1


class ChangingBeforeTwin(serializers.ModelSerializer):
    """One method changes a column that no member shows, the next one's twin reads it."""

    shout = serializers.SerializerMethodField()
    line = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "shout", "line"]

    def get_shout(self, book: Book) -> str:
        book.title = book.title.upper()
        return book.title

    @sql_twin("title")
    def get_line(self, book: Book) -> str:
        return book.title


def test_a_twin_does_not_see_what_a_method_changed():
    """So the list is DRF's."""
    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=ChangingBeforeTwin)
    assert response.sqllist.mode == "serializer"
    assert [problem.code for problem in response.sqllist.problems] == ["side-effect"]
