"""Facts about refused identities, folded: a batch is one write however often somebody knocked."""

from collections.abc import Mapping
from typing import Any, ClassVar

from common.audit import Audit, Link
from common.events import Envelope
from common.outbox import Outbox
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.unknown_stations.repository import UnknownStationRepository

LONGEST_IDENTITY = 300
MOST_RECORDED = 20
"""New identities of one batch that the security log is told of: who knocks with made-up names must not fill it."""


class UnknownSeen(BaseModel):
    """Our view of `station.unknown-seen.v1`."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: ClassVar = "station.unknown-seen.v1"

    identity: str
    remote_address: str = ""
    offered_protocols: list[str] = []
    user_agent: str | None = None
    has_credentials: bool = False
    at: AwareDatetime


class UnknownStationsFold:
    def __init__(self, session: AsyncSession, outbox: Outbox) -> None:
        self._repository, self._outbox = UnknownStationRepository(session), outbox
        self._rows: dict[str, dict[str, Any]] = {}

    async def keep(self, envelope: Envelope) -> None:
        seen = UnknownSeen.model_validate(envelope.data)
        identity = _clean(seen.identity)[:LONGEST_IDENTITY].lower()
        if identity:
            row = _row(identity, seen)
            self._rows[identity] = _merged(self._rows[identity], row) if identity in self._rows else row

    async def finish(self) -> None:
        if not self._rows:
            return
        known = await self._repository.known_among(set(self._rows))
        if rows := {identity: row for identity, row in self._rows.items() if identity not in known}:
            seen_before = await self._repository.noted_among(set(rows))
            await self._repository.note(rows)
            for identity in sorted(set(rows) - seen_before)[:MOST_RECORDED]:
                self._record(identity, rows[identity])

    def _record(self, identity: str, row: Mapping[str, Any]) -> None:
        told = {"offered_protocols": row["offered_protocols"], "has_credentials": row["has_credentials"]}
        stranger = Audit.of_station(identity, address=row["remote_address"] or None)
        stranger.record(self._outbox, "unknown_station_seen", Link("terminal", identity, identity), arguments=told)


def _row(identity: str, seen: UnknownSeen) -> dict[str, Any]:
    return {
        "identity": identity,
        "first_seen_at": seen.at,
        "last_seen_at": seen.at,
        "count": 1,
        "remote_address": _clean(seen.remote_address),
        "offered_protocols": [_clean(word) for word in seen.offered_protocols],
        "user_agent": _clean(seen.user_agent) if seen.user_agent else None,
        "has_credentials": seen.has_credentials,
        "is_dismissed": False,
    }


def _merged(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    return {**later, "first_seen_at": earlier["first_seen_at"], "count": earlier["count"] + 1}


def _clean(text: str) -> str:
    """PostgreSQL keeps no NUL, and a stranger may send anything."""
    return text.replace("\x00", "")
