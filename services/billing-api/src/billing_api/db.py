"""The metadata of schema `billing` and the tables of common's mechanisms."""

from enum import StrEnum

from common.consumer import ConsumerOffsetMixin, DeadLetterMixin
from common.db import new_metadata
from common.idempotency import IdempotencyMixin
from common.outbox import OutboxMixin
from common.service import Tables
from sqlalchemy import Enum
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    metadata = new_metadata()


class OutboxMessage(OutboxMixin, Base):
    __tablename__ = "outbox"


class ConsumerOffset(ConsumerOffsetMixin, Base):
    __tablename__ = "consumer_offsets"


class DeadLetter(DeadLetterMixin, Base):
    __tablename__ = "dead_letters"


class IdempotencyKey(IdempotencyMixin, Base):
    __tablename__ = "idempotency_keys"


TABLES = Tables(outbox=OutboxMessage, offsets=ConsumerOffset, dead_letters=DeadLetter, idempotency=IdempotencyKey)
SOURCE = "billing-api"


def code_of(kind: type[StrEnum]) -> Enum:
    """A column of stable codes: text in the database (new codes need no migration), members in Python."""
    return Enum(kind, native_enum=False, length=30, values_callable=lambda members: [one.value for one in members])
