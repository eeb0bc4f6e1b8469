from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base


class SavedView(UuidKey, Timestamps, Revision, Base):
    """A person's own filter of a list: «Мои фильтры»."""

    __tablename__ = "saved_views"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    page: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(150))
    search: Mapped[str] = mapped_column(String(4000))
    """The list's query string."""
    columns: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True))
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (UniqueConstraint("user_id", "page", "name"),)
