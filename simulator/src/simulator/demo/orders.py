"""What a dispatcher has asked of stations: commands that were carried out, one refused, and one that nobody heard."""

from collections.abc import Mapping
from typing import Final

from simulator.api import Api, ApiError, Json

ORDERS: Final[tuple[tuple[str, Json], ...]] = (
    ("SC001", {"kind": "get_configuration", "parameters": {"keys": []}}),
    ("SC003", {"kind": "trigger_message", "parameters": {"message": "StatusNotification"}, "connector_number": 1}),
    ("SC012", {"kind": "set_configuration",
               "parameters": {"key": "HeartbeatInterval", "value": "300", "read_back": True}}),
    ("SC004", {"kind": "block_connector", "connector_number": 2}),
    ("SC036", {"kind": "unlock_connector", "connector_number": 2}),
    ("SC028", {"kind": "set_out_of_service"}),
    ("SC005", {"kind": "start_session", "payer": {"kind": "none"}, "connector_number": 1}),
    ("SC013", {"kind": "soft_reset"}),
)  # fmt: skip
"""By station; SC005 has a broken connector, SC013 cannot be reached."""


async def give(api: Api, stations: Mapping[str, str]) -> None:
    """Once; `stations`: id by number. A station that is not there yet gets its command when it comes."""
    if (await api.get("commands", limit=1))["total"]:
        return
    for number, order in ORDERS:
        try:
            await api.post("commands", {"station_id": stations[number], **order})
        except ApiError as error:  # a network that somebody has changed meanwhile
            print(f"commands: {error}", flush=True)
