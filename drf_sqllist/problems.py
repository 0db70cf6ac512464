"""What SQL cannot do here, said so that a person can act on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Problem:
    """One reason why a list, or a part of it, is not made by SQL.

    Arguments:
        code: a stable identifier, e.g. ``"needs-instance"``.
        where: the breadcrumb ``View > Serializer > field``.
        reason: one sentence that says what stands in the way.
        hint: one sentence that says what to do about it.
    """

    code: str
    where: str
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.reason} [{self.code}]"
        return f"{text} Hint: {self.hint}" if self.hint else text


VALUE = Problem(
    "value",
    "",
    "a value on this page has no exact SQL form, or is one that DRF raises for.",
    "Look for infinite or out-of-range values, and for required sources with NULL in their middle.",
)


FASTER = "Declare what it reads with reads(), or put an expression beside it with sql_twin()."
"""What to do about a member that Python makes of the instance."""


OF_LIST = (
    "Let it return super().to_representation(data) as it is, move the change to the child's to_representation(), "
    "or waive it if it changes nothing in JSON."
)
"""The same for the list serializer of the root, which no reads() helps."""


EFFECTS = Problem(
    "side-effect",
    "",
    "a method changes the instance that it is given, or writes to the database: what comes after may be other values.",
    "Let it leave both alone.",
)

LISTED = Problem(
    "override",
    "",
    "the list serializer's to_representation() gives other rows than DRF's, or looks at them.",
    OF_LIST,
)

TWIN = "Put an expression beside it with sql_twin()."
"""The same, where that is declared already."""


class Unsupported(Exception):
    """Raised while reading; carries every problem found so far. Never leaves the package."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


class OnlyNow(Unsupported):
    """What cannot be done for this request, because of what it asks for: no reason to complain of the view."""


class Bail(Exception):
    """A value that only DRF's own path may answer. Never leaves the package."""


class SideEffect(BaseException):
    """A function of the project's is about to write, which it must not do twice, or has changed an instance.

    Never leaves the package.

    No ``Exception``: nobody is to swallow it on its way.

    Arguments:
        problem: what is said of it.
    """

    def __init__(self, problem: Problem = EFFECTS) -> None:
        super().__init__(str(problem))
        self.problem = problem


class UndeclaredRead(Exception):
    """A function read an attribute that its ``reads()`` does not name."""


class UnsupportedSerializer(ImproperlyConfigured):
    """Raised for ``UNSUPPORTED = "raise"``; names all problems of a view at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"This list cannot be made by one SQL statement:\n{lines}")
        self.problems = problems
