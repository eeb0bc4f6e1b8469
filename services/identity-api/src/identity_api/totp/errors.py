from common.errors import Conflict, Invalid


class TotpSetUpAlready(Conflict):
    code = "totp_set_up_already"


class TotpNotSetUp(Conflict):
    """Begin with POST /me/totp."""

    code = "totp_not_set_up"


class CodeWrong(Invalid):
    """Told like any other invalid field."""

    def __init__(self) -> None:
        error = {"in": "body", "field": "code", "code": "totp_invalid", "message": "The code is wrong."}
        super().__init__("Some fields are not valid.", fields=[error])
