"""What a credential is called on a page (USR-114)."""

from identity_api.credentials.models import LOGIN_PASSWORD, Credential
from identity_api.credentials.schemas import CredentialRead
from identity_api.keys.box import Box
from identity_api.settings import IdentitySettings

_HIDDEN = "••••"
_OWN = tuple(name for name in CredentialRead.model_fields if name != "label")


class Labels:
    """Opens the sealed numbers of cards (ADR 3)."""

    def __init__(self, settings: IdentitySettings) -> None:
        self._box = Box(settings.credential_key_bytes, "card-numbers")

    def seal(self, number: str) -> bytes:
        return self._box.seal(number.encode())

    def of(self, credential: Credential) -> str:
        if credential.kind == LOGIN_PASSWORD:
            return credential.login
        opened = self._box.open(credential.sealed_number) if credential.sealed_number else None
        return opened.decode() if opened is not None else _HIDDEN + credential.last4

    def read(self, credential: Credential) -> CredentialRead:
        own = {name: getattr(credential, name) for name in _OWN}
        return CredentialRead(**own, label=self.of(credential))
