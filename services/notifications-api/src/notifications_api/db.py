"""The schema `notifications`: nothing is stored yet, the metadata is there for alembic."""

from common.db import new_metadata
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    metadata = new_metadata()
