"""The rungs: what each list does without, and what its rivals in the other climbs are called."""

from dataclasses import dataclass

from benchmarks.findings import Findings

# The climbs: where the data come from.
ORM, REDIS, OURS, FLASK = "ORM", "Redis", "SQLListView", "Flask"
CLIMBS = (ORM, REDIS, OURS, FLASK)

# The steps of a climb. Each leaves out what its name says, and all that the steps before it have left out.
SERIALIZER = "serializer"
JOINED = "select/prefetch_related"
ONLY = ".only()"
VALUES = ".values()"
VIEW = "DRF view"
SLIM = "slim view"
BARE = "no middleware"
WRITTEN = "HttpResponse"
DJANGO = "plain Django view"
SQLALCHEMY, SQLALCHEMY_REDIS = "SQLAlchemy", "SQLAlchemy, Redis"


@dataclass(frozen=True)
class Rung:
    """A step of a climb.

    Arguments:
        climb: where its data come from.
        step: what it does without.
    """

    climb: str
    step: str

    @property
    def name(self) -> str:
        """As a rival."""
        return f"{self.climb}: {self.step}"


def climb(name: str, *steps: str) -> tuple[Rung, ...]:
    return tuple(Rung(name, step) for step in steps)


RUNGS = (
    *climb(ORM, SERIALIZER, JOINED, ONLY, VALUES, SLIM, BARE, WRITTEN, DJANGO),
    *climb(REDIS, VIEW, SLIM, BARE, WRITTEN, DJANGO),
    *climb(OURS, VIEW, SLIM, BARE, DJANGO),
    *climb(FLASK, SQLALCHEMY, SQLALCHEMY_REDIS),
)
"""All of them, from the lowest of each climb to its highest."""

WITHOUT_MIDDLEWARE = frozenset({BARE, WRITTEN, DJANGO})

_OURS_AT = {SERIALIZER: VIEW, JOINED: VIEW, ONLY: VIEW, VALUES: VIEW, WRITTEN: BARE}
"""By a step of the ORM's climb, the step of ours at which as much of DRF and Django is there.

There is no ``Response`` for ours to leave out: it holds the bytes that the database wrote.
"""


def ours_at(step: str) -> str:
    """The rival's name of our rung that does as much as the ORM's."""
    return Rung(OURS, _OURS_AT.get(step, step)).name


def rung(name: str) -> Rung:
    """The one of that name.

    Raises:
        LookupError: there is none.
    """
    for one in RUNGS:
        if one.name == name:
            return one
    raise LookupError(f"No rung is called {name!r}.")


def measured(found: Findings, case: str | None = None) -> list[Rung]:
    """The rungs of a case, or of any, from the lowest of each climb to its highest."""
    cases = found.cases if case is None else [case]
    return [one for one in RUNGS if any(found.has(each, one.name) for each in cases)]
