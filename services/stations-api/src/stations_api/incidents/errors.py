from uuid import UUID

from common.errors import NotFound


class IncidentNotFound(NotFound):
    code = "incident_not_found"

    def __init__(self, incident_id: UUID) -> None:
        super().__init__(f"There is no incident {incident_id}.", incident_id=str(incident_id))
