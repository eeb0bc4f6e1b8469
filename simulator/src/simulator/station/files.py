"""The station's log as a file, and bringing it where the central system wants it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from simulator.station.station import Station

TIMEOUT_SECONDS = 20
CARRIED = frozenset({"http", "https"})


def can_carry(location: str) -> bool:
    """Whether this station speaks what the address needs."""
    parts = urlsplit(location)
    return parts.scheme in CARRIED and bool(parts.netloc)


def log_name(station: Station) -> str:
    """A name that no other station and no earlier log has."""
    return f"{station.key}-{datetime.now(UTC):%Y%m%dT%H%M%S}.log"


def log_text(station: Station) -> str:
    """What the station did since it was switched on."""
    lines = [f"{station.maker} {station.model} {station.firmware_version}", f"{len(station.outbox)} messages waiting"]
    lines += [f"connector {item.number} {item.status}" for item in station.connectors.values()]
    lines += [
        f"{item.started_at.isoformat()} connector {item.connector_number} from {item.meter_start_wh} Wh"
        f" to {item.meter_stop_wh} Wh, {item.reason or 'charging'}"
        for item in station.transactions
    ]
    return "\n".join(lines) + "\n"


async def send_log(station: Station, location: str, name: str, tell: Callable[[bool | None], Awaitable[None]]) -> None:
    """Put the log into the folder that the address names; `tell` says: None under way, else whether it arrived."""
    await tell(None)
    await tell(await _put(f"{location.rstrip('/')}/{name}", log_text(station)))


async def _put(address: str, text: str) -> bool:
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as http:
        try:
            answer = await http.put(address, content=text.encode(), headers={"Content-Type": "text/plain"})
        except httpx.HTTPError:
            return False
    return answer.is_success
