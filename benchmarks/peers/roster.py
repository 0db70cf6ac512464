"""Who takes part: each peer's name, its module, its server and what must be installed for it."""

from dataclasses import dataclass

from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED

GUNICORN, GUNICORN_ALONE, UVICORN, BOLT = "gunicorn", "gunicorn, no Django", "uvicorn", "runbolt"


@dataclass(frozen=True)
class Peer:
    """One way to serve the endpoint.

    Arguments:
        name: in tables and plots.
        app: its module in ``apps/``.
        server: that serves it, one of those above.
        driver: PostgreSQL's, of Django.
        needs: packages that the benchmark's environment may lack, by the names of their distributions.
        exact: it answers DRF's bytes, not only the same data.
    """

    name: str
    app: str
    server: str = GUNICORN
    driver: str = "psycopg"
    needs: tuple[str, ...] = ()
    exact: bool = False

    @property
    def module(self) -> str:
        return f"benchmarks.peers.apps.{self.app}"


OURS_PSYCOPG2 = f"{OURS}, psycopg2"
FLOOR, DJANGO_FLOOR, PSYCOPG_FLOOR = f"{HANDWRITTEN}, DRF view", f"{HANDWRITTEN}, Django view", "psycopg alone"
FLOORS = (FLOOR, DJANGO_FLOOR, PSYCOPG_FLOOR)
"""Those that are hand-written SQL themselves: nobody promises to be ahead of them."""

SQLALCHEMY = ("sqlalchemy", "orjson")

PEERS = (
    Peer(NAIVE, "naive", exact=True),
    Peer(TUNED, "tuned", exact=True),
    Peer("DRF, orjson renderer", "orjson_renderer", needs=("drf-orjson-renderer",)),
    Peer("django-virtual-models", "virtual_models", needs=("django-virtual-models",), exact=True),
    Peer("django-readers", "readers", needs=("django-readers",)),
    Peer("serpy", "serpy_serializers", needs=("serpy",)),
    Peer("django-ninja", "ninja_api", needs=("django-ninja", "orjson")),
    Peer("django-bolt", "bolt_api", BOLT, needs=("django-bolt",)),
    Peer("FastAPI + SQLAlchemy", "fastapi_app", UVICORN, needs=("fastapi", "uvicorn", "asyncpg", *SQLALCHEMY)),
    Peer("Flask + SQLAlchemy", "flask_app", GUNICORN_ALONE, needs=("flask", *SQLALCHEMY)),
    Peer(STITCHED, "stitched", exact=True),
    Peer(OURS, "sqllist", exact=True),
    Peer(OURS_PSYCOPG2, "sqllist", driver="psycopg2", exact=True),
    Peer(FLOOR, "handwritten_drf", exact=True),
    Peer(DJANGO_FLOOR, "handwritten_django", exact=True),
    Peer(PSYCOPG_FLOOR, "psycopg_alone", GUNICORN_ALONE, exact=True),
)
