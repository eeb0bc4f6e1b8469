from uuid import UUID

from common.errors import NotFound


class EntryNotFound(NotFound):
    code = "security_log_entry_not_found"

    def __init__(self, entry_id: UUID) -> None:
        super().__init__("There is no such entry in the log.", id=str(entry_id))
