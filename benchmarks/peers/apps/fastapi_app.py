"""FastAPI and SQLAlchemy with asyncpg: ORM instances, dictionaries by hand, orjson; uvicorn with uvloop and httptools.

A response that is returned directly is not validated by pydantic again, which would take longer than all the rest. Each
statement stands for itself (AUTOCOMMIT), as Django sends them: a transaction would be two round trips more.
"""

import os

from fastapi import FastAPI, Request, Response
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from benchmarks.peers.envelope import LARGEST_PAGE_SIZE, PAGE_SIZE, envelope
from benchmarks.peers.sqlalchemy_orders import COUNT, as_data, newest, written

engine = create_async_engine(
    make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+asyncpg"),
    isolation_level="AUTOCOMMIT",
    pool_reset_on_return=None,
)
application = FastAPI()


@application.get("/api/orders/")
async def orders(request: Request, page: int = 1, page_size: int = PAGE_SIZE) -> Response:
    size = min(page_size, LARGEST_PAGE_SIZE)
    async with AsyncSession(engine) as session:
        count = await session.scalar(COUNT) or 0
        shown = [as_data(order) for order in await session.scalars(newest(page, size))]
    return Response(written(envelope(str(request.url), page, size, count, shown)), media_type="application/json")
