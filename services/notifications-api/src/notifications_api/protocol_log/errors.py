from uuid import UUID

from common.errors import NotFound


class StationNotFound(NotFound):
    """It does not exist, or the caller does not see it: he is told the same."""

    code = "station_not_found"

    def __init__(self, station_id: UUID) -> None:
        super().__init__(f"There is no station {station_id}.", station_id=str(station_id))
