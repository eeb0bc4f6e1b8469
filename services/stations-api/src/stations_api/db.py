"""The schema `stations`: our Base and the tables of the shared mechanisms."""

import enum
from datetime import datetime
from typing import Any

from common.consumer import ConsumerOffsetMixin, DeadLetterMixin
from common.db import new_metadata
from common.idempotency import IdempotencyMixin
from common.outbox import OutboxMixin
from common.service import Tables
from sqlalchemy import DateTime, Enum, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase


def _codes(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    """Enumerations are stored as their codes: a new code then needs no migration."""

    metadata = new_metadata()
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own declaration
        str: Text,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(none_as_null=True),
        enum.Enum: Enum(enum.Enum, native_enum=False, create_constraint=False, length=32, values_callable=_codes),
    }


class OutboxMessage(OutboxMixin, Base):
    __tablename__ = "outbox"


class ConsumerOffset(ConsumerOffsetMixin, Base):
    __tablename__ = "consumer_offsets"


class DeadLetter(DeadLetterMixin, Base):
    __tablename__ = "dead_letters"


class IdempotencyKey(IdempotencyMixin, Base):
    __tablename__ = "idempotency_keys"


TABLES = Tables(outbox=OutboxMessage, offsets=ConsumerOffset, dead_letters=DeadLetter, idempotency=IdempotencyKey)
