"""The metadata of schema `billing` and the tables of common's mechanisms."""

from common.consumer import ConsumerOffsetMixin, DeadLetterMixin
from common.db import new_metadata
from common.idempotency import IdempotencyMixin
from common.outbox import OutboxMixin
from common.service import Tables
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
