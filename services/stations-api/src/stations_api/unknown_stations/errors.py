from common.errors import Forbidden, NotFound


class UnknownStationNotFound(NotFound):
    code = "unknown_station_not_found"

    def __init__(self, identity: str) -> None:
        super().__init__(f"{identity} has not been seen lately.", identity=identity)


class AllOrganizationsOnly(Forbidden):
    """What knocks belongs to nobody yet, so only who sees every organisation may look (ADR 5)."""

    code = "all_organizations_only"

    def __init__(self) -> None:
        super().__init__("Unknown stations are shown to those who see all organisations.")
