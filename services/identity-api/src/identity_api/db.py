"""The schema `identity`: our metadata and the tables of the common mechanisms."""

from typing import Any

from common.consumer import ConsumerOffsetMixin, DeadLetterMixin
from common.db import new_metadata
from common.idempotency import IdempotencyMixin
from common.outbox import OutboxMixin
from common.service import Tables
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = new_metadata()
    # what the database fills (modified_at) comes back with the statement: an attribute is never loaded later
    __mapper_args__: Any = {"eager_defaults": True}  # noqa: RUF012 - SQLAlchemy declares it per instance


class OutboxMessage(OutboxMixin, Base):
    __tablename__ = "outbox"


class IdempotencyKey(IdempotencyMixin, Base):
    __tablename__ = "idempotency_keys"


class ConsumerOffset(ConsumerOffsetMixin, Base):
    __tablename__ = "consumer_offsets"


class DeadLetter(DeadLetterMixin, Base):
    __tablename__ = "dead_letters"


class SnapshotForm(Base):
    """In which form everything of a compacted topic was told last (republishing.py)."""

    __tablename__ = "snapshot_forms"

    topic: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[int]


TABLES = Tables(outbox=OutboxMessage, offsets=ConsumerOffset, dead_letters=DeadLetter, idempotency=IdempotencyKey)
