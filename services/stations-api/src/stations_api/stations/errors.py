from uuid import UUID

from common.errors import Conflict, Invalid, NotFound


class StationNotFound(NotFound):
    code = "station_not_found"

    def __init__(self, station_id: UUID) -> None:
        super().__init__(f"There is no station {station_id}.", station_id=str(station_id))


class StationNumberTaken(Conflict):
    code = "station_number_taken"

    def __init__(self, number: str) -> None:
        super().__init__(f"A station with the number {number} exists already.", number=number)


class StationKeyTaken(Conflict):
    code = "station_key_taken"

    def __init__(self, key: str) -> None:
        super().__init__(f"A station with the key {key} exists already.", key=key)


class ConnectorInUse(Conflict):
    code = "connector_in_use"

    def __init__(self, number: int) -> None:
        super().__init__(f"A car is charging at connector {number}; it cannot be removed now.", number=number)


class EvseMappedAlready(Conflict):
    """A pair of 2.0.1 keeps its connector number for ever: sessions and history were written under it."""

    code = "evse_mapped_already"

    def __init__(self, evse_id: int, connector_id: int, number: int) -> None:
        super().__init__(
            f"EVSE {evse_id} connector {connector_id} is connector {number} already.",
            evse_id=evse_id,
            evse_connector_id=connector_id,
            number=number,
        )


class OrganizationUnknown(Invalid):
    """It does not exist, or the caller does not see it: he is told the same."""

    code = "organization_unknown"

    def __init__(self, organization_id: UUID) -> None:
        super().__init__(
            f"There is no organisation {organization_id}.",
            organization_id=str(organization_id),
            fields=[{"in": "body", "field": "organization_id", "code": "organization_unknown"}],
        )


class OwnerUnknown(Invalid):
    """No such user, or the caller does not see him: he is told the same."""

    code = "owner_unknown"

    def __init__(self, login: str) -> None:
        fields = [{"in": "body", "field": "owner_login", "code": "owner_unknown"}]
        super().__init__(f"There is no user {login}.", login=login, fields=fields)


class RegionUnknown(Invalid):
    code = "region_unknown"

    def __init__(self, region_id: UUID) -> None:
        super().__init__(
            f"There is no region {region_id}.",
            region_id=str(region_id),
            fields=[{"in": "body", "field": "region_id", "code": "region_unknown"}],
        )
