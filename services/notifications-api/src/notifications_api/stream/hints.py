"""A hint says that something has changed, never how: the browser asks the owner, who checks again what it may see."""

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

import orjson
from common.auth import Principal

HintType = Literal["station", "session", "charge", "payment", "command"]

RIGHTS: Final[dict[HintType, str]] = {
    "station": "stations:read",
    "session": "sessions:read",
    "charge": "charges:read",
    "payment": "payments:read",
    "command": "commands:read",
}


@dataclass(frozen=True, slots=True)
class Hint:
    type: HintType
    id: UUID
    """Of the thing; a charge goes by its session's id, as its topic does."""
    revision: int | None
    """Null when the cause has no revision (a station's connection or status)."""
    organizations: frozenset[UUID]
    """Whose it is; two when it has just moved, so that the former owner sees it go."""

    def is_for(self, principal: Principal) -> bool:
        if not principal.may(RIGHTS[self.type]):
            return False
        return principal.visible == "*" or not principal.visible.isdisjoint(self.organizations)

    def merged(self, later: "Hint") -> "Hint":
        """One hint for two changes of the same thing."""
        revision = later.revision if later.revision is not None else self.revision
        return Hint(self.type, self.id, revision, self.organizations | later.organizations)

    def frame(self, sequence: int) -> bytes:
        """As a server-sent event."""
        data = orjson.dumps({"type": self.type, "id": self.id, "revision": self.revision})
        return b"event: hint\nid: %d\ndata: %s\n\n" % (sequence, data)


def resync_frame(sequence: int) -> bytes:
    """Tells the browser to read everything it shows again: what it missed is not known."""
    return b"event: resync\nid: %d\ndata: {}\n\n" % sequence


PING: Final = b": ping\n\n"
