"""Copy of topic `credentials`: cards by their fingerprint."""

from datetime import datetime
from typing import Any

from csms_gateway.authorization import Credential


class CredentialReplica:
    """All cards, in memory."""

    def __init__(self) -> None:
        self._by_fingerprint: dict[str, Credential] = {}
        self._fingerprint_by_id: dict[str, str] = {}

    def put(self, credential_id: str, data: dict[str, Any]) -> None:
        """Raises KeyError, TypeError or ValueError when `data` is no snapshot."""
        fingerprint, credential = str(data["hash"]), _read(data)
        self.remove(credential_id)
        self._by_fingerprint[fingerprint] = credential
        self._fingerprint_by_id[credential_id] = fingerprint

    def remove(self, credential_id: str) -> None:
        fingerprint = self._fingerprint_by_id.pop(credential_id, None)
        # A card that was taken from one person and given to another has two ids and one fingerprint.
        if fingerprint is not None and self._by_fingerprint[fingerprint].id == credential_id:
            del self._by_fingerprint[fingerprint]

    def find(self, fingerprint: str) -> Credential | None:
        return self._by_fingerprint.get(fingerprint)

    def ids(self) -> set[str]:
        return set(self._fingerprint_by_id)

    def __len__(self) -> int:
        return len(self._fingerprint_by_id)


def _read(data: dict[str, Any]) -> Credential:
    expires_at, allowed, left = data.get("expires_at"), data.get("allowed_station_ids"), data.get("energy_left_wh")
    return Credential(
        id=str(data["credential_id"]),
        last4=str(data.get("last4", "")),
        user_id=data.get("user_id"),
        user_label=data.get("user_label"),
        organization_id=data.get("organization_id"),
        is_blocked=bool(data.get("is_blocked")),
        expires_at=datetime.fromisoformat(expires_at) if expires_at else None,
        allowed_station_ids=None if allowed is None else frozenset(str(station_id) for station_id in allowed),
        energy_left_wh=None if left is None else int(left),
    )
