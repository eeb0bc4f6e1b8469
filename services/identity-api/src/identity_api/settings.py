from datetime import timedelta

from common.settings import ServiceSettings


class IdentitySettings(ServiceSettings):
    """What identity-api needs besides the common settings."""

    credential_key: str = ""
    """Hex; the keyed hash of card numbers (shared with csms-gateway) and the key that seals the signing keys."""
    admin_login: str = ""
    admin_password: str = ""
    """The first administrator; used only while there is none."""
    api_client_id: str = ""
    api_client_secret: str = ""
    """The machine client of `make token`, with the administrator's rights."""
    access_lifetime: timedelta = timedelta(minutes=5)
    client_token_lifetime: timedelta = timedelta(hours=1)
    idle_lifetime: timedelta = timedelta(days=7)
    """A sign-in that nobody refreshes for so long is over."""
    session_lifetime: timedelta = timedelta(days=30)
    """After so long a person signs in again, whatever happens."""
    key_lifetime: timedelta = timedelta(days=90)
    """A signing key older than this gives way to a new one."""

    @property
    def credential_key_bytes(self) -> bytes:
        return bytes.fromhex(self.credential_key)
