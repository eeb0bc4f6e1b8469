"""Who presents this token, and may they charge: answered from the gateway's own copies, nobody is asked (law 7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple, Protocol

from common.tokens import keyed_hash, verify_number

REMOTE_PREFIX: Final = "SC"

ACCEPTED: Final = "accepted"
BLOCKED: Final = "blocked"
EXPIRED: Final = "expired"
INVALID: Final = "invalid"


@dataclass(frozen=True, slots=True)
class Credential:
    """The gateway's copy of a card, found by its fingerprint."""

    id: str
    last4: str
    user_id: str | None
    user_label: str | None
    organization_id: str | None
    is_blocked: bool
    expires_at: datetime | None


class Credentials(Protocol):
    """The replica of topic `credentials`."""

    def find(self, fingerprint: str) -> Credential | None: ...


class Verdict(NamedTuple):
    """`result` is one of the four words above; `token` is the TOKEN object of the contract."""

    result: str
    token: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Authorizer:
    """Decides about card numbers and about tokens of remote starts."""

    credentials: Credentials
    credential_key: bytes
    remote_token_key: bytes

    def check(self, id_tag: str, now: datetime) -> Verdict:
        """No tag at all means free charging by the station's own decision (quirks A3, T19)."""
        tag = id_tag.strip()
        if not tag:
            return Verdict(ACCEPTED, token("none"))
        if verify_number(self.remote_token_key, REMOTE_PREFIX, tag) is not None:
            return Verdict(ACCEPTED, token("remote", last4=tag[-4:], remote_token=tag.upper()))
        return self._check_card(tag, now)

    def _check_card(self, tag: str, now: datetime) -> Verdict:
        fingerprint = keyed_hash(self.credential_key, tag)
        credential = self.credentials.find(fingerprint)
        if credential is None:
            return Verdict(INVALID, token("rfid", hash=fingerprint, last4=tag[-4:]))
        known = token(
            "rfid",
            hash=fingerprint,
            last4=credential.last4,
            credential_id=credential.id,
            user_id=credential.user_id,
            user_label=credential.user_label,
            organization_id=credential.organization_id,
        )
        return Verdict(_state(credential, now), known)


def _state(credential: Credential, now: datetime) -> str:
    if credential.is_blocked:
        return BLOCKED
    return EXPIRED if credential.expires_at is not None and credential.expires_at <= now else ACCEPTED


def token(kind: str, **fields: str | None) -> dict[str, Any]:
    """A TOKEN object with every key present."""
    return {
        "kind": kind,
        "hash": None,
        "last4": "",
        "credential_id": None,
        "user_id": None,
        "user_label": None,
        "organization_id": None,
        "remote_token": None,
        **fields,
    }
