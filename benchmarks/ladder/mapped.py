"""Users as SQLAlchemy maps them, beside the shop's tables; the database that Django reads, for SQLAlchemy."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Mapped, mapped_column

from benchmarks.views.mapped import Base


class User(Base):
    __tablename__ = "auth_user"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    email: Mapped[str]


def engine() -> Engine:
    """On the database that Django reads, with its driver; each statement for itself, as Django sends them."""
    own = connection.get_connection_params()
    arguments = {name: own[name] for name in ("dbname", "user", "password", "host", "port") if own.get(name)}
    return create_engine(
        f"postgresql+{connection.Database.__name__}://",  # type: ignore[attr-defined]
        connect_args={**arguments, "options": "-c timezone=UTC"},
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
    )


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent while the block runs."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
