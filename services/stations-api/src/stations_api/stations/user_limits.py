"""Limits that a person has set below what the hardware can (PWR-001, PWR-010, PWR-012)."""

from datetime import datetime

from sqlalchemy.orm import Mapped


class UserLimitColumns:
    """Of the station as a whole; each connector has its own. Kept once the station has taken them."""

    user_limit_w: Mapped[int | None]
    limits_changed_by: Mapped[str | None]
    limits_changed_at: Mapped[datetime | None]
