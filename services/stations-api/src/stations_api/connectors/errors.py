from uuid import UUID

from common.errors import NotFound


class ConnectorNotFound(NotFound):
    code = "connector_not_found"

    def __init__(self, connector_id: UUID) -> None:
        super().__init__(f"There is no connector {connector_id}.", connector_id=str(connector_id))
