from typing import ClassVar, Literal, Self
from uuid import UUID

from common.events import Event
from pydantic import BaseModel, ConfigDict

from stations_api.connectors.types import ConnectorType, Supply
from stations_api.stations.models import Station
from stations_api.stations.types import Protocol, StationKind


class ConnectorInSnapshot(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)

    id: UUID
    number: int
    type: ConnectorType
    supply: Supply
    max_power_w: int | None


class StationSnapshot(Event):
    """The whole public state of a station; the newest of a key stands for the station (compacted topic)."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
    type: ClassVar = "station.snapshot.v1"
    topic: ClassVar = "stations"

    station_id: UUID
    revision: int
    number: str
    key: str
    name: str
    organization_id: UUID
    region_id: UUID
    time_zone: str
    protocol: Protocol
    kind: StationKind
    is_activated: bool
    secret_hash: str | None
    secret_scheme: Literal["argon2id"] = "argon2id"  # noqa: S105 - names the hash, is none
    maker: str
    model: str
    connectors: list[ConnectorInSnapshot]

    @classmethod
    def of(cls, station: Station) -> Self:
        fields = set(cls.model_fields) - {"station_id", "secret_scheme"}
        return cls.model_validate({"station_id": station.id, **{name: getattr(station, name) for name in fields}})
