from uuid import UUID

from common.errors import Conflict, NotFound


class ViewNotFound(NotFound):
    code = "view_not_found"

    def __init__(self, view_id: UUID) -> None:
        super().__init__("There is no such saved view.", view_id=str(view_id))


class ViewNameTaken(Conflict):
    code = "view_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a saved view {name} already.", name=name)


class TooManyViews(Conflict):
    code = "too_many_views"

    def __init__(self, limit: int) -> None:
        super().__init__(f"A person keeps at most {limit} views.", limit=limit)
