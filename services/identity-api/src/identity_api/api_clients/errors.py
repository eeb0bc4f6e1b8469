from uuid import UUID

from common.errors import Conflict, NotFound


class ApiClientNotFound(NotFound):
    code = "api_client_not_found"

    def __init__(self, client_id: UUID) -> None:
        super().__init__("There is no such API client.", api_client_id=str(client_id))


class ApiClientNameTaken(Conflict):
    code = "api_client_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is an API client {name} already.", name=name)


class MachineClientStays(Conflict):
    """The installation's own client comes back with every start: its settings are the operator's."""

    code = "machine_client_stays"


class OAuthRefusal(Exception):
    """A refusal in the words of RFC 6749, 5.2, which OAuth2 libraries understand."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status
