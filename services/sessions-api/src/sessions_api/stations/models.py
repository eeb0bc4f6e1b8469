"""Our replica of `stations`: what a session takes from its station when it begins."""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base


class Station(Base):
    __tablename__ = "stations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    number: Mapped[str]
    name: Mapped[str]
    organization_id: Mapped[UUID]
    time_zone: Mapped[str]
    is_activated: Mapped[bool]
    connectors: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """[{number, type}]"""

    def type_of(self, connector_number: int) -> str:
        """ENU-015..022; a connector that was never declared is `unknown`."""
        return next((item["type"] for item in self.connectors if item["number"] == connector_number), "unknown")
