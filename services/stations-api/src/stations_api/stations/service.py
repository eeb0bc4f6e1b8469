from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from common.audit import Audit
from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from common.ids import uuid7
from common.outbox import Outbox

from stations_api.connectors.errors import ConnectorNotFound
from stations_api.connectors.models import Connector
from stations_api.connectors.schemas import ConnectorUpdate
from stations_api.directory.repository import DirectoryRepository
from stations_api.incidents.log import IncidentLog
from stations_api.incidents.repository import IncidentRepository
from stations_api.regions.models import DEFAULT_REGION_ID
from stations_api.regions.repository import RegionRepository
from stations_api.settings import ROOT_ORGANIZATION_ID
from stations_api.stations.deeds import record, shown
from stations_api.stations.errors import (
    ConnectorInUse,
    OrganizationUnknown,
    OwnerUnknown,
    RegionUnknown,
    StationKeyTaken,
    StationNotFound,
    StationNumberTaken,
)
from stations_api.stations.events import StationSnapshot
from stations_api.stations.fields import declared_by, evses_of
from stations_api.stations.models import Station
from stations_api.stations.repository import StationRepository
from stations_api.stations.schemas import StationCreate, StationsSummary, StationUpdate
from stations_api.stations.secret import hash_secret, new_secret
from stations_api.unknown_stations.repository import UnknownStationRepository


class WithSecret(NamedTuple):
    """A station and the secret that was made for it; None when the caller gave his own."""

    station: Station
    secret: str | None


NOT_COLUMNS = {"connectors", "secret", "organization_id", "region_id", "from_unknown"}


class StationService:
    """Use cases of stations; every change of public state ends in a snapshot."""

    def __init__(
        self,
        stations: StationRepository,
        regions: RegionRepository,
        directory: DirectoryRepository,
        unknown: UnknownStationRepository,
        incidents: IncidentRepository,
        outbox: Outbox,
        clock: Clock,
        audit: Audit,
    ) -> None:
        self._stations, self._regions, self._directory, self._unknown = stations, regions, directory, unknown
        self._outbox, self._clock, self._audit, self._incidents = outbox, clock, audit, incidents

    async def get(self, principal: Principal, station_id: UUID) -> Station:
        return _found(await self._stations.get(principal, station_id), station_id)

    async def summary(self, principal: Principal) -> StationsSummary:
        counts = await self._stations.counts_by_technical_status(principal)
        total, charging, power_w = await self._stations.connector_counts(principal)
        return StationsSummary(
            total=sum(counts.values()),
            by_technical_status=counts,
            connectors_total=total,
            connectors_charging=charging,
            power_w=power_w,
        )

    async def create(self, principal: Principal, wanted: StationCreate) -> WithSecret:
        """Raises what is taken or unknown; the station is announced with its snapshot."""
        await self._check_free(wanted.number, wanted.key)
        generated = None if wanted.secret else new_secret()
        station = Station(
            **wanted.model_dump(exclude=NOT_COLUMNS),
            id=uuid7(),
            organization_id=await self._owner(principal, wanted.organization_id),
            secret_hash=await hash_secret(wanted.secret or generated or ""),
            told={},
        )
        await self._check_login(principal, wanted.owner_login)
        await self._place(station, wanted.region_id or DEFAULT_REGION_ID)
        station.declare_connectors(declared_by(wanted.connectors))
        station.declare_evses(evses_of(wanted.connectors))
        # the list of unknown stations is theirs who see all organisations: nobody else takes another name off it
        named = wanted.from_unknown if principal.visible == "*" else None
        await self._unknown.forget(station.key, named or station.key)
        self._stations.add(station)
        await self._announce(station)
        record(self._outbox, self._audit, "station_created", station, after=shown(station))
        return WithSecret(station, generated)

    async def update(
        self, principal: Principal, station_id: UUID, wanted: StationUpdate, if_match: str | None
    ) -> Station:
        """Changes what was sent; 412 when the caller's revision is not the present one."""
        station = await self._locked(principal, station_id)
        check_if_match(if_match, station.revision)
        changes = wanted.model_dump(exclude_unset=True, exclude={"connectors"})
        await self._check_changes(principal, station, changes)
        before = shown(station)
        for name, value in changes.items():
            setattr(station, name, value)
        if "connectors" in wanted.model_fields_set:
            station.declare_connectors(declared_by(wanted.connectors))
            station.declare_evses(evses_of(wanted.connectors))
        await self._revised(station)
        record(self._outbox, self._audit, "station_changed", station, before=before, after=shown(station))
        return station

    async def remove(self, principal: Principal, station_id: UUID) -> None:
        """Takes a station away with its secrets and settings; what it charged stays in sessions and histories."""
        station = await self._locked(principal, station_id)
        busy = next((one for one in station.connectors if one.transaction_number is not None), None)
        if busy is not None:
            raise ConnectorInUse(busy.number)
        known = await self._incidents.open_of([station.id])
        IncidentLog(station, known[station.id], self._outbox).resolve_all(self._clock.now())
        await self._stations.remove(station)
        self._outbox.tombstone(StationSnapshot.topic, station.id)
        record(self._outbox, self._audit, "station_deleted", station, before=shown(station))

    async def update_connector(
        self, principal: Principal, connector_id: UUID, wanted: ConnectorUpdate, if_match: str | None
    ) -> tuple[Station, Connector]:
        """Corrects what a connector is; the station is announced anew."""
        station_id = await self._stations.station_of_connector(connector_id)
        station = await self._stations.lock(principal, station_id) if station_id else None
        connector = next((one for one in station.connectors if one.id == connector_id), None) if station else None
        if station is None or connector is None:
            raise ConnectorNotFound(connector_id)
        check_if_match(if_match, station.revision)
        before = shown(station)
        connector.change(**wanted.model_dump(exclude_unset=True))
        await self._revised(station)
        record(self._outbox, self._audit, "connector_changed", station, before=before, after=shown(station))
        return station, connector

    async def connector(self, principal: Principal, connector_id: UUID) -> tuple[Station, Connector]:
        station_id = await self._stations.station_of_connector(connector_id)
        station = await self._stations.get(principal, station_id) if station_id else None
        found = next((one for one in station.connectors if one.id == connector_id), None) if station else None
        if station is None or found is None:
            raise ConnectorNotFound(connector_id)
        return station, found

    async def renew_secret(self, principal: Principal, station_id: UUID, overlap: timedelta) -> WithSecret:
        """A new secret; the old one opens until the overlap is over, so that the station can be told in peace."""
        station, secret = await self._locked(principal, station_id), new_secret()
        station.renew_secret(await hash_secret(secret), self._clock.now(), overlap)
        await self._revised(station)
        record(self._outbox, self._audit, "station_password_renewed", station)
        return WithSecret(station, secret)

    async def _locked(self, principal: Principal, station_id: UUID) -> Station:
        return _found(await self._stations.lock(principal, station_id), station_id)

    async def _check_free(self, number: str, key: str) -> None:
        if await self._stations.is_number_taken(number):
            raise StationNumberTaken(number)
        if await self._stations.is_key_taken(key):
            raise StationKeyTaken(key)

    async def _check_changes(self, principal: Principal, station: Station, changes: dict[str, Any]) -> None:
        if "key" in changes and await self._stations.is_key_taken(changes["key"], but=station.id):
            raise StationKeyTaken(changes["key"])
        await self._check_login(principal, changes.get("owner_login"))
        if "organization_id" in changes:
            await self._owner(principal, changes["organization_id"])
        if "region_id" in changes:
            await self._place(station, changes["region_id"])

    async def _owner(self, principal: Principal, organization_id: UUID | None) -> UUID:
        """Who owns the station: the organisation that was named, else the caller's own, else the root."""
        if organization_id is None:
            organization_id = principal.organization_id or ROOT_ORGANIZATION_ID
            is_known = True
        else:
            is_known = await self._directory.organization(organization_id) is not None
        if not is_known or not principal.sees(organization_id):
            raise OrganizationUnknown(organization_id)
        return organization_id

    async def _check_login(self, principal: Principal, login: str | None) -> None:
        """The owner named by a form (STN-200) is a user of the product whom the caller sees."""
        if login is None:
            return
        user = await self._directory.user_of_login(login)
        if user is None or not principal.sees(user.organization_id):
            raise OwnerUnknown(login)

    async def _place(self, station: Station, region_id: UUID) -> None:
        region = await self._regions.get(region_id)
        if region is None:
            raise RegionUnknown(region_id)
        station.region = region

    async def _revised(self, station: Station) -> None:
        station.revise()
        await self._announce(station)

    async def _announce(self, station: Station) -> None:
        station.share_power()
        await self._stations.save(station)
        self._outbox.record(StationSnapshot.of(station), key=station.id)


def _found(station: Station | None, station_id: UUID) -> Station:
    if station is None:
        raise StationNotFound(station_id)
    return station
