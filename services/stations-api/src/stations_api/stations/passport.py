"""The passport that a native station shows with its hello: what it says of itself."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from stations_api.connectors.types import ConnectorType


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Software(_Told):
    version: str | None = None


class PassportConnector(_Told):
    number: int = Field(ge=1, le=10_000)
    name: str | None = None
    type: str | None = None
    max_power_w: int | None = None

    @property
    def known_type(self) -> ConnectorType:
        """A word that we do not have counts as unknown: the station may be newer than we are."""
        return ConnectorType(self.type) if self.type in set(ConnectorType) else ConnectorType.UNKNOWN


class Passport(_Told):
    """Our part of it; the whole stands in `stations.passport`."""

    maker: str = ""
    model: str = ""
    serial_number: str | None = None
    factory_number: str | None = None
    software: Software | None = None
    connectors: list[PassportConnector] | None = None

    @property
    def blanks(self) -> dict[str, Any]:
        """What fills the empty fields of the station's card."""
        return {name: getattr(self, name) for name in ("maker", "model", "serial_number", "factory_number")}

    @property
    def firmware_version(self) -> str | None:
        return self.software.version if self.software else None
