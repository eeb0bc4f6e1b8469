from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base


class Right(Base):
    """A row of the catalogue (ROL-015): `noun:verb` of this product, or a code that stations know (ENU-665..680)."""

    __tablename__ = "rights"

    code: Mapped[str] = mapped_column(primary_key=True)
    description_ru: Mapped[str]
    description_en: Mapped[str]
    opens_dashboard: Mapped[bool]
    """False for rights that matter at a station only: they open no page (UI-012, UI-013) and stay out of tokens."""
