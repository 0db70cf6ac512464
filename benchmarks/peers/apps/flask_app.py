"""Flask and SQLAlchemy with psycopg 3: ORM instances, dictionaries by hand, orjson.

Each statement stands for itself (AUTOCOMMIT), as Django sends them: a transaction would be two round trips more.
"""

import os

from flask import Flask, Response, request
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session

from benchmarks.peers.envelope import asked_for, envelope
from benchmarks.peers.sqlalchemy_orders import COUNT, as_data, newest, written

engine = create_engine(
    make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+psycopg"),
    connect_args={"options": "-c timezone=UTC"},
    isolation_level="AUTOCOMMIT",
    pool_reset_on_return=None,
)
application = Flask(__name__)


@application.get("/api/orders/")
def orders() -> Response:
    number, size = asked_for(request.args)
    with Session(engine) as session:
        count = session.scalar(COUNT) or 0
        shown = [as_data(order) for order in session.scalars(newest(number, size))]
    return Response(written(envelope(request.url, number, size, count, shown)), mimetype="application/json")
