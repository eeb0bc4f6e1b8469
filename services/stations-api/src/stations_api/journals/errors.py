from datetime import date

from common.errors import NotFound


class JournalNotFound(NotFound):
    code = "journal_not_found"

    def __init__(self, day: date) -> None:
        super().__init__(f"There is no log of {day}.", day=str(day))
