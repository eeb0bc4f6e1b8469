from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base


class OrganizationCopy(Base):
    """What we need of an organisation; identity-api owns it."""

    __tablename__ = "organization_copies"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    name: Mapped[str]
    parent_id: Mapped[UUID | None]
    told_at: Mapped[datetime]


class DebtorCopy(Base):
    """What a payer owes; billing-api owns it. No row: nothing."""

    __tablename__ = "debtor_copies"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    amount: Mapped[Decimal]
    currency: Mapped[str]
    told_at: Mapped[datetime]


class UserCopy(Base):
    """What we need of a user; identity-api owns him."""

    __tablename__ = "user_copies"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(index=True)
    """In small letters, as identity-api keeps it."""
    label: Mapped[str]
    organization_id: Mapped[UUID | None]
    is_blocked: Mapped[bool]
    roles: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    """None: not announced since the roles are told; a right that hangs on a role is refused until then."""
    told_at: Mapped[datetime]
