from datetime import datetime

from common.db import UuidKey
from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base


class SigningKey(UuidKey, Base):
    """An Ed25519 key; its id is the `kid` of tokens. The newest signs, older ones verify until they retire."""

    __tablename__ = "signing_keys"

    sealed: Mapped[bytes]
    """The private key, encrypted (keys/box.py)."""
    public: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    retired_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """From then on nothing signed by it is alive."""
