"""How a station may come in: its secrets (one newest, older ones that still open for a while), protocols, deflate."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

MOST_OLD_SECRETS = 2
"""Each secret costs the gateway an argon2 verification when a wrong password comes."""
SCHEME = "argon2id"


class AccessColumns:
    """Access of a station; only hashes are kept, each with the moment until which it opens (null: for ever)."""

    secret_hash: Mapped[str | None]
    """Of the newest secret."""
    old_secrets: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    """[{hash, valid_until}], the newest first."""
    protocols_allowed: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Protocols that the station may speak; None: whatever it offers."""
    deflate: Mapped[bool] = mapped_column(default=False)
    """permessage-deflate may be agreed on with this station."""

    def renew_secret(self, secret_hash: str, now: datetime, overlap: timedelta) -> None:
        """A new secret; the present one opens until the overlap is over, at once never again when it is zero."""
        kept = [one for one in self.old_secrets or [] if datetime.fromisoformat(one["valid_until"]) > now]
        if overlap and self.secret_hash is not None:
            kept.insert(0, {"hash": self.secret_hash, "valid_until": (now + overlap).isoformat()})
        self.secret_hash = secret_hash
        self.old_secrets = kept[:MOST_OLD_SECRETS] if overlap else []

    @property
    def secrets(self) -> Sequence[dict[str, Any]]:
        """Every secret that was told to be valid, the newest first; the reader looks at `valid_until` himself."""
        newest = [{"hash": self.secret_hash, "scheme": SCHEME, "valid_until": None}] if self.secret_hash else []
        return newest + [{"scheme": SCHEME, **one} for one in self.old_secrets or []]

    @property
    def old_secret_valid_until(self) -> datetime | None:
        """Until when the secret before the present one opens too; may lie in the past."""
        return datetime.fromisoformat(self.old_secrets[0]["valid_until"]) if self.old_secrets else None
