"""What is wrong with an author's SQL, said so that it can be mended."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured


class SQLError(ImproperlyConfigured):
    """A statement, its parameters or its columns are not as they must be.

    Arguments:
        reason: one sentence that says what is wrong.
        hint: one sentence that says what to do about it.
        line: of the author's text, from 1; None where it is not about a line.
    """

    def __init__(self, reason: str, hint: str = "", line: int | None = None) -> None:
        place = "" if line is None else f"line {line}: "
        super().__init__(" ".join(filter(None, [f"{place}{reason}", hint])))
        self.reason, self.hint, self.line = reason, hint, line
