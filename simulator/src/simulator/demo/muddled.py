"""A station that lost its memory: what it tells belongs to no session known, so a person has to decide."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ocpp.exceptions import OCPPError
from ocpp.v16 import call
from ocpp.v16.enums import Reason

from simulator.api import Api
from simulator.identity import station_secret
from simulator.ocpp16.link import SUBPROTOCOL
from simulator.ocpp16.replay_link import ReplayLink
from simulator.ocpp16.texts import timestamp
from simulator.protocols import ProtocolName, speech
from simulator.wire import LINK_ERRORS, Address, over_socket

STATION: Final = "SC013"
"""Afterwards it is out of reach."""


async def mutter(api: Api, gateway: str, seed: str) -> None:
    """Let it tell what nobody can place, once."""
    if (await api.get("quarantine", limit=1))["total"]:
        return
    address = Address(speech(ProtocolName.ocpp16).base(gateway), STATION, station_secret(seed, STATION))
    try:
        await over_socket(address, SUBPROTOCOL, ReplayLink, _tell)
    except LINK_ERRORS as error:  # nothing else of the demo needs it
        print(f"{STATION}: {error!r}", flush=True)


async def _tell(link: ReplayLink) -> None:
    for request in requests(datetime.now(UTC)):
        try:
            await link.ask(request, is_checked=False)
        except OCPPError:  # one of them cannot be read, and is told so
            continue


def requests(now: datetime) -> list[Any]:
    """Two ends and one reading of transactions without a start, and a frame that lacks what it is sent for."""
    evening, morning = now - timedelta(hours=9), now - timedelta(hours=2)
    reading = {"timestamp": timestamp(morning), "sampled_value": [{"value": "418200", "unit": "Wh"}]}
    return [
        ended(900001, 402750, evening, Reason.power_loss),
        ended(900002, 415300, morning, Reason.ev_disconnected),
        call.MeterValues(connector_id=2, transaction_id=900003, meter_value=[reading]),
        call.MeterValues(connector_id=1, transaction_id=900004, meter_value=None),  # type: ignore[arg-type]
    ]


def ended(transaction_id: int, meter_wh: int, at: datetime, reason: Reason) -> call.StopTransaction:
    """The end of a transaction that the station alone remembers."""
    return call.StopTransaction(
        transaction_id=transaction_id, meter_stop=meter_wh, timestamp=timestamp(at), reason=reason
    )
