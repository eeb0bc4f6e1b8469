from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from common.events import Event
from pydantic import BaseModel, ConfigDict, Field

from stations_api.connectors.types import ConnectorType, Supply
from stations_api.stations.models import Station
from stations_api.stations.types import Protocol, StationKind, TechnicalStatus


class ConnectorInSnapshot(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)

    id: UUID
    number: int
    type: ConnectorType
    supply: Supply
    max_power_w: int | None


class SecretInSnapshot(BaseModel):
    """A hash that opens the station's door; `valid_until` null: until further notice."""

    model_config = ConfigDict(frozen=True)

    hash: str
    scheme: Literal["argon2id"]
    valid_until: datetime | None


EvseRow = tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]
"""(evse_id, connector_id, number)."""


class StationSnapshot(Event):
    """The whole public state of a station; the newest of a key stands for the station (compacted topic).

    `revision` counts declared data; a snapshot with a known revision tells another `technical_status` (ADR 6).
    """

    model_config = ConfigDict(from_attributes=True, frozen=True)
    type: ClassVar = "station.snapshot.v1"
    topic: ClassVar = "stations"

    station_id: UUID
    revision: int
    number: str
    key: str
    name: str
    address: str
    organization_id: UUID
    region_id: UUID
    time_zone: str
    protocol: Protocol
    kind: StationKind
    is_activated: bool
    secret_hash: str | None
    secret_scheme: Literal["argon2id"] = "argon2id"  # noqa: S105 - names the hash, is none
    secrets: list[SecretInSnapshot]
    protocols_allowed: list[str] | None
    deflate: bool
    evse_map: list[EvseRow]
    technical_status: TechnicalStatus
    maker: str
    model: str
    connectors: list[ConnectorInSnapshot]

    @classmethod
    def of(cls, station: Station) -> Self:
        fields = set(cls.model_fields) - {"station_id", "secret_scheme"}
        return cls.model_validate({"station_id": station.id, **{name: getattr(station, name) for name in fields}})
