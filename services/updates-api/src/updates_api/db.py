"""The schema `updates`: our Base and the tables of the shared mechanisms."""

from datetime import datetime

from common.consumer import ConsumerOffsetMixin, DeadLetterMixin
from common.db import new_metadata
from common.outbox import OutboxMixin
from common.service import Tables
from sqlalchemy import DateTime, Text
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's own declaration


class OutboxMessage(OutboxMixin, Base):
    __tablename__ = "outbox"


class ConsumerOffset(ConsumerOffsetMixin, Base):
    __tablename__ = "consumer_offsets"


class DeadLetter(DeadLetterMixin, Base):
    __tablename__ = "dead_letters"


TABLES = Tables(outbox=OutboxMessage, offsets=ConsumerOffset, dead_letters=DeadLetter)
