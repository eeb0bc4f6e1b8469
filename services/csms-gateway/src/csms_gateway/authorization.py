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

USER_BLOCKED: Final = "user_blocked"
STATION_NOT_ALLOWED: Final = "station_not_allowed"
ENERGY_LIMIT: Final = "energy_limit"
PAYER_HAS_DEBT: Final = "payer_has_debt"


@dataclass(frozen=True, slots=True)
class Credential:
    """The gateway's copy of a card, found by its fingerprint."""

    id: str
    last4: str
    user_id: str | None
    user_label: str | None
    organization_id: str | None
    is_blocked: bool
    """The card, or the person it belongs to (USR-093)."""
    expires_at: datetime | None
    allowed_station_ids: frozenset[str] | None = None
    """Stations at which the person may charge; None: all (USR-107)."""
    energy_left_wh: int | None = None
    """What is left of the person's limit; None: there is no limit (USR-105)."""


class Credentials(Protocol):
    """The replica of topic `credentials`."""

    def find(self, fingerprint: str) -> Credential | None: ...


class Debtors(Protocol):
    """The replica of topic `debtors`."""

    def owes(self, payer_id: str | None) -> bool: ...


class Verdict(NamedTuple):
    """`result` is one of the four words above; `token` is the TOKEN object of the contract.

    `refusal` tells why the result is "blocked".
    """

    result: str
    token: dict[str, Any]
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Authorizer:
    """Decides about card numbers and about tokens of remote starts."""

    credentials: Credentials
    credential_key: bytes
    remote_token_key: bytes
    debtors: Debtors | None = None

    def check(self, id_tag: str, station_id: str, now: datetime) -> Verdict:
        """The verdict on a token presented at a station.

        No tag at all means free charging by the station's own decision (quirks A3, T19).
        """
        tag = id_tag.strip()
        if not tag:
            return Verdict(ACCEPTED, token("none"))
        if verify_number(self.remote_token_key, REMOTE_PREFIX, tag) is not None:
            return Verdict(ACCEPTED, token("remote", last4=tag[-4:], remote_token=tag.upper()))
        return self._check_card(tag, station_id, now)

    def _check_card(self, tag: str, station_id: str, now: datetime) -> Verdict:
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
        refusal = _refusal(credential, station_id) or self._debt(credential)
        if credential.is_blocked or not _has_expired(credential, now):
            return Verdict(BLOCKED if refusal else ACCEPTED, known, refusal)
        return Verdict(EXPIRED, known)

    def _debt(self, credential: Credential) -> str | None:
        return PAYER_HAS_DEBT if self.debtors is not None and self.debtors.owes(credential.user_id) else None


def _has_expired(credential: Credential, now: datetime) -> bool:
    return credential.expires_at is not None and credential.expires_at <= now


def _refusal(credential: Credential, station_id: str) -> str | None:
    if credential.is_blocked:
        return USER_BLOCKED
    allowed, left = credential.allowed_station_ids, credential.energy_left_wh
    if allowed is not None and station_id not in allowed:
        return STATION_NOT_ALLOWED
    return ENERGY_LIMIT if left is not None and left <= 0 else None


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
