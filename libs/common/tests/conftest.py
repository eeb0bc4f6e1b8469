"""A small service of the tests' own: one table of notes and the tables of the mechanisms."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio
from common.consumer import ConsumerOffsetMixin, DeadLetterMixin
from common.db import Sessions, create_engine, new_metadata
from common.idempotency import IdempotencyMixin
from common.ids import uuid7
from common.outbox import OutboxMixin
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = new_metadata()


class Note(Base):
    __tablename__ = "notes"
    key: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(default="", index=True)


class OutboxMessage(OutboxMixin, Base):
    __tablename__ = "outbox"


class ConsumerOffset(ConsumerOffsetMixin, Base):
    __tablename__ = "consumer_offsets"


class DeadLetter(DeadLetterMixin, Base):
    __tablename__ = "dead_letters"


class IdempotencyKey(IdempotencyMixin, Base):
    __tablename__ = "idempotency_keys"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def database_url(admin_url: str) -> AsyncIterator[str]:
    name = f"common_{uuid7().hex[-12:]}"
    connection = await asyncpg.connect(admin_url)
    await connection.execute(f'create database "{name}"')
    yield f"{admin_url.rsplit('/', 1)[0]}/{name}"
    await connection.execute(f'drop database "{name}" with (force)')
    await connection.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
async def clean(sessions: Sessions) -> None:
    """Empty tables for a test."""
    async with sessions.begin() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(delete(table))
