from common.errors import Conflict


class ApiClientNameTaken(Conflict):
    code = "api_client_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is an API client {name} already.", name=name)


class OAuthRefusal(Exception):
    """A refusal in the words of RFC 6749, 5.2, which OAuth2 libraries understand."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status
