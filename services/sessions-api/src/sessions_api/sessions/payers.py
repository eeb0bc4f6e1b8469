"""Who pays for a session (contracts 4)."""

from dataclasses import dataclass
from uuid import UUID

from sessions_api.facts import Token


@dataclass(frozen=True, slots=True)
class Payer:
    """kind: user | organization | none (nobody pays, on purpose) | unknown (not known, or not yet)."""

    kind: str
    id: UUID | None = None
    label: str | None = None


UNKNOWN = Payer("unknown")


def payer_of(token: Token, authorization: str) -> Payer:
    """The card's user, also when he is blocked meanwhile; a remote start's payer comes with its command."""
    if token.kind == "rfid" and token.user_id is not None and authorization != "invalid":
        return Payer("user", token.user_id, token.user_label)
    return UNKNOWN
