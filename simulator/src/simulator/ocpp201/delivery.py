"""A replaying station that speaks OCPP 2.0.1."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from ocpp.v201 import call
from ocpp.v201.enums import (
    AuthorizationStatusEnumType,
    BootReasonEnumType,
    ConnectorStatusEnumType,
    RegistrationStatusEnumType,
)

from simulator.ocpp16.texts import timestamp
from simulator.ocpp201.link import SUBPROTOCOL, Link
from simulator.ocpp201.steps import session_steps
from simulator.ocpp201.texts import id_token
from simulator.replay.delivery import StationDelivery
from simulator.replay.steps import Step
from simulator.replay.telling import Telling
from simulator.wire import Address, over_socket

LONGEST_MODEL, LONGEST_MAKER = 20, 50  # OCPP 2.0.1, 2.13


class Delivery201(StationDelivery[Link]):
    """TransactionEvents with the sessions' own times; orders are not understood (CALLERROR NotImplemented)."""

    def session_steps(self, telling: Telling) -> Iterable[Step]:
        return session_steps(telling)

    async def over_link(self, job: Callable[[Link], Awaitable[None]]) -> None:
        await over_socket(self.address, SUBPROTOCOL, Link, job)

    async def boot(self, link: Link) -> bool:
        who: Any = {"model": self.plan.model[:LONGEST_MODEL], "vendorName": self.plan.maker[:LONGEST_MAKER]}
        answer = await link.ask(call.BootNotification(charging_station=who, reason=BootReasonEnumType.power_up))
        if answer.status != RegistrationStatusEnumType.accepted:
            return False
        for number in self.plan.connectors:
            await link.ask(status_of(number, ConnectorStatusEnumType.available))
        return True

    async def beat(self, link: Link) -> None:
        await link.ask(call.Heartbeat())

    async def send(self, link: Link, step: Step) -> None:
        step.answered(await link.ask(step.request(), message_id=step.message_id, is_checked=False))


def status_of(number: int, status: ConnectorStatusEnumType) -> call.StatusNotification:
    """StatusNotification of the only connector of an EVSE, now."""
    now = timestamp(datetime.now(UTC))
    return call.StatusNotification(timestamp=now, connector_status=status, evse_id=number, connector_id=1)


async def is_card_accepted(link: Link, card: str) -> bool:
    """Authorize a card."""
    token: Any = id_token(card)
    answer = await link.ask(call.Authorize(id_token=token), is_checked=False)
    return bool(answer.id_token_info["status"] == AuthorizationStatusEnumType.accepted)


async def ask_for_cards(address: Address, waiting: set[str]) -> None:
    """Authorize each card once; take the accepted ones out of the set."""

    async def ask(link: Link) -> None:
        for card in sorted(waiting):
            if await is_card_accepted(link, card):
                waiting.discard(card)

    await over_socket(address, SUBPROTOCOL, Link, ask)
