from datetime import timedelta

from common.settings import ServiceSettings


class IdentitySettings(ServiceSettings):
    """What identity-api needs besides the common settings."""

    credential_key: str = ""
    """Hex; the keyed hash of card numbers (shared with csms-gateway) and the key that seals what must be readable."""
    admin_login: str = ""
    admin_password: str = ""
    """The first administrator; used only while there is none."""
    admin_must_change_password: bool = False
    """True where the password was handed over by somebody: it must be changed at the first sign-in."""
    api_client_id: str = ""
    api_client_secret: str = ""
    """The machine client of `make token`, with the administrator's rights."""
    user_login_minimum_length: int = 3
    user_login_maximum_length: int = 150
    user_password_minimum_entropy: float = 30
    """Bits (USR-044)."""
    phone_prefix: str = "+7"
    """What a phone number begins with (USR-046); empty: anything."""
    totp_issuer: str = "SmartCharging"
    """The name that an authenticator app shows."""
    access_lifetime: timedelta = timedelta(minutes=5)
    client_token_lifetime: timedelta = timedelta(hours=1)
    client_secret_overlap: timedelta = timedelta(days=1)
    """How long a rotated secret of an API client still works."""
    idle_lifetime: timedelta = timedelta(days=7)
    """A sign-in that nobody refreshes for so long is over."""
    session_lifetime: timedelta = timedelta(days=30)
    """After so long a person signs in again, whatever happens."""
    key_lifetime: timedelta = timedelta(days=90)
    """A signing key older than this gives way to a new one."""
    security_log_months: int = 36
    """Whole months that the security log keeps besides the present one."""

    @property
    def credential_key_bytes(self) -> bytes:
        return bytes.fromhex(self.credential_key)
