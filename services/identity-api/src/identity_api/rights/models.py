from typing import Final

from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base

DEVICE: Final = "device"
_VERBS: Final = {"read": "see", "all": "see", "write": "change", "command": "command", "money": "money"}


class Right(Base):
    """A row of the catalogue (ROL-015): `noun:verb` of this product, or a code that stations know (ENU-665..680)."""

    __tablename__ = "rights"

    code: Mapped[str] = mapped_column(primary_key=True)
    description_ru: Mapped[str]
    description_en: Mapped[str]
    opens_dashboard: Mapped[bool]
    """False for rights that matter at a station only: they open no page (UI-012, UI-013) and stay out of tokens."""
    page: Mapped[str | None]
    """The page under which the editor of roles shows it."""
    declared_by: Mapped[str | None]
    """The service that owns it; null: a role names it, its owner has not spoken yet (or not any more)."""

    @property
    def noun(self) -> str:
        return self.code.partition(":")[0] if self.opens_dashboard else DEVICE

    @property
    def verb(self) -> str:
        """See | change | command | money | device."""
        return _VERBS.get(self.code.partition(":")[2], "change") if self.opens_dashboard else DEVICE
