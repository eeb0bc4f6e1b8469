"""What a person enters about a station beyond its identity (STN-197..210): the full form of the card."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column


class EarthingType(StrEnum):
    """ENU-088..090."""

    TNS = "tns"
    TNCS = "tncs"
    TNC_REPEATED = "tnc_repeated"


class CardColumns:
    """Free texts and the technical conditions of the grid connection; nothing here changes how the station works."""

    description: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="")
    working_hours: Mapped[str] = mapped_column(default="")
    owner_login: Mapped[str | None]
    """Login of the owner in the product (STN-200)."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    earthing_type: Mapped[EarthingType | None]
    cable_cross_section_mm2: Mapped[float | None]
    cable_length_m: Mapped[int | None]
    breaker_current_a: Mapped[float | None]
    allocated_power_w: Mapped[int | None]
    """Granted by the technical conditions of the grid connection (STN-208)."""
    maker_code: Mapped[str] = mapped_column(default="")
