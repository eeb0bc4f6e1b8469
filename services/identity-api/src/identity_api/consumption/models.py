from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base


class Consumption(Base):
    """What one session took with one credential, as last told; goes with the credential (USR-062)."""

    __tablename__ = "consumptions"

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    credential_id: Mapped[UUID] = mapped_column(ForeignKey("credentials.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]
    """Of the session: an older one changes nothing."""
    energy_wh: Mapped[int] = mapped_column(BigInteger)
    is_open: Mapped[bool]
