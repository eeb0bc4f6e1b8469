from common.errors import NotFound


class UnknownStationNotFound(NotFound):
    code = "unknown_station_not_found"

    def __init__(self, identity: str) -> None:
        super().__init__(f"{identity} has not been seen lately.", identity=identity)
