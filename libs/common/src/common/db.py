"""Engine, session and the columns that every table shares. One transaction a request, committed before the answer."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import ARRAY, DateTime, Enum, MetaData, any_, func, literal
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Mapped, mapped_column

from common.ids import uuid7

Sessions = async_sessionmaker[AsyncSession]

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> MetaData:
    """Metadata with our constraint names: alembic needs them to drop what it made."""
    return MetaData(naming_convention=NAMING_CONVENTION)


class UuidKey:
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)


class Timestamps:
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    modified_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), onupdate=func.now()
    )


class Revision:
    """Grows with each change; the ETag of an editable thing."""

    revision: Mapped[int] = mapped_column(default=1, server_default="1")


def code_of(kind: type[StrEnum]) -> Enum:
    """A column of stable codes: text in the database (new codes need no migration), members in Python."""
    return Enum(kind, native_enum=False, length=30, values_callable=lambda members: [one.value for one in members])


def is_among(column: Any, values: Collection[Any]) -> Any:
    """`column in values` by one parameter: as `in_` each number of values makes a statement to be prepared anew."""
    return column == any_(literal(list(values), ARRAY(column.type)))


def async_url(url: str) -> str:
    """`postgresql://…` as SQLAlchemy's asyncpg dialect wants it."""
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)


def create_engine(url: str, pool_size: int = 8) -> AsyncEngine:
    # pre-ping: after a restart of PostgreSQL a pooled connection would fail one request per service
    return create_async_engine(async_url(url), pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)


def is_outage(error: BaseException) -> bool:
    """The database is away, overloaded, or two transactions met: the same work will succeed later, unchanged."""
    if isinstance(error, InterfaceError | PoolTimeoutError | OSError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = sqlstate(error)
    return error.connection_invalidated or state[:2] in {"08", "40", "53", "57", "58"} or state == "55P03"


def sqlstate(error: DBAPIError) -> str:
    """PostgreSQL's five-character code of the failure, empty when it never got there."""
    return str(getattr(error.orig, "sqlstate", "") or "")


def session_factory(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.sessions.begin() as session:
        yield session


# scope="function": the commit happens before the answer leaves, so a failing commit is a 500, never a false 200
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
