"""A hint says that something has changed, never how: the browser asks the owner, who checks again what it may see."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson
from common.auth import Principal

RIGHTS: Final = {
    "station": "stations:read",
    "session": "sessions:read",
    "charge": "charges:read",
    "payment": "payments:read",
    "command": "commands:read",
}
"""Of the nouns that have a topic of their own; all others name theirs in `things.changed.v1`."""


@dataclass(frozen=True, slots=True)
class Hint:
    type: str
    """The noun, in the singular."""
    id: UUID | str | None
    """Of the thing; a charge goes by its session's id, as its topic does. None: something in the list."""
    revision: int | None
    """Null when the cause has no revision (a station's connection or status)."""
    organizations: frozenset[UUID]
    """Whose it is; two when it has just moved, so that the former owner sees it go."""
    right: str
    is_shared: bool = False
    """It belongs to no organisation and everybody with the right may know of it."""
    reaches_below: bool = False
    """Those of the organisations below may know of it too."""

    @property
    def subject(self) -> tuple[str, UUID | str | None]:
        return self.type, self.id

    def is_for(self, principal: Principal, above: frozenset[UUID] = frozenset()) -> bool:
        """`above`: the organisations to which the principal's own belongs, itself included."""
        if not principal.may(self.right):
            return False
        if self.is_shared or principal.visible == "*":
            return True
        seen = principal.visible | above if self.reaches_below else principal.visible
        return not seen.isdisjoint(self.organizations)

    def merged(self, later: "Hint") -> "Hint":
        """One hint for two changes of the same thing."""
        revision = later.revision if later.revision is not None else self.revision
        owners = self.organizations | later.organizations
        return Hint(self.type, self.id, revision, owners, later.right, later.is_shared, later.reaches_below)

    def frame(self, sequence: int) -> bytes:
        """As a server-sent event."""
        data = orjson.dumps({"type": self.type, "id": self.id, "revision": self.revision})
        return b"event: hint\nid: %d\ndata: %s\n\n" % (sequence, data)


def resync_frame(sequence: int) -> bytes:
    """Tells the browser to read everything it shows again: what it missed is not known."""
    return b"event: resync\nid: %d\ndata: {}\n\n" % sequence


PING: Final = b": ping\n\n"
