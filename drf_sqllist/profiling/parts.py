"""The parts of a request, as Tom Christie's article splits it, and the cache's."""

from __future__ import annotations

from typing import Final, Literal

Name = Literal["database", "cache", "serialization", "view", "rendering", "request"]

DATABASE: Final = "database"
CACHE: Final = "cache"
SERIALIZATION: Final = "serialization"
VIEW: Final = "view"
RENDERING: Final = "rendering"
REQUEST: Final = "request"

STATEMENT: Final = "statement"
"""What of the database's part is spent in a cursor: a statement sent, and its rows fetched."""

PARTS: Final[tuple[Name, ...]] = (DATABASE, CACHE, SERIALIZATION, VIEW, RENDERING, REQUEST)
"""In the order in which they are shown. They leave nothing out, and no instant is in two of them."""

TITLES: Final[dict[Name, str]] = {
    DATABASE: "database lookup",
    CACHE: "cache",
    SERIALIZATION: "serialization",
    VIEW: "API view",
    RENDERING: "response rendering",
    REQUEST: "Django request/response",
}
