"""The nouns of sessions-api whose pages live; sessions have a topic of their own."""

from typing import Final

from common.live import Live

from sessions_api.reconciliation.models import UnmatchedFact

QUARANTINE_LIVE: Final = Live("quarantine", UnmatchedFact, "quarantine:read", station=UnmatchedFact.station_id)
LIVE: Final = (QUARANTINE_LIVE,)
