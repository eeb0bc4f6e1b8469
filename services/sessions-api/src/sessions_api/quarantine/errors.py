from uuid import UUID

from common.errors import Conflict, NotFound


class QuarantinedNotFound(NotFound):
    code = "quarantined_not_found"

    def __init__(self, item_id: UUID) -> None:
        super().__init__(f"There is no quarantined message {item_id}.", id=str(item_id))


class AlreadyDecided(Conflict):
    code = "quarantined_already_decided"

    def __init__(self, item_id: UUID, state: str) -> None:
        super().__init__(f"The message {item_id} is {state} already.", id=str(item_id), state=state)


class StationDiffers(Conflict):
    code = "quarantined_of_another_station"

    def __init__(self, item_id: UUID, session_id: UUID) -> None:
        super().__init__("The session is of another station.", id=str(item_id), session_id=str(session_id))


class NotReplayable(Conflict):
    code = "quarantined_not_replayable"

    def __init__(self, item_id: UUID) -> None:
        super().__init__("A rejected frame has no fact that could be applied.", id=str(item_id))
