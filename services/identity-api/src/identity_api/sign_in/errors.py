from datetime import timedelta
from math import ceil

from common.errors import TooManyRequests, Unauthenticated


class InvalidCredentials(Unauthenticated):
    """One answer whichever of the two is wrong, or when the user is blocked (UI-011)."""

    code = "invalid_credentials"


class TotpRequired(Unauthenticated):
    """The password was right; send the code of the second factor with it."""

    code = "totp_required"


class TotpInvalid(Unauthenticated):
    code = "totp_invalid"


class SignInOver(Unauthenticated):
    """There is nothing to refresh: sign in again."""

    code = "sign_in_over"


class TooManyAttempts(TooManyRequests):
    code = "too_many_attempts"

    def __init__(self, wait: timedelta) -> None:
        super().__init__("Too many attempts. Try again later.", retry_after=ceil(wait.total_seconds()))
