"""A replaying station that speaks OCPP 1.6."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime

from ocpp.v16 import call
from ocpp.v16.enums import AuthorizationStatus, ChargePointErrorCode, ChargePointStatus, RegistrationStatus

from simulator.ocpp16.link import SUBPROTOCOL
from simulator.ocpp16.replay_link import ReplayLink
from simulator.ocpp16.steps import session_steps
from simulator.ocpp16.texts import timestamp
from simulator.replay.delivery import StationDelivery
from simulator.replay.steps import Step
from simulator.replay.telling import Telling
from simulator.wire import Address, over_socket

LONGEST_NAME = 20  # OCPP 1.6, 6.1


class Delivery16(StationDelivery[ReplayLink]):
    """StartTransaction, MeterValues and StopTransaction with the sessions' own times."""

    def session_steps(self, telling: Telling) -> Iterable[Step]:
        return session_steps(telling)

    async def over_link(self, job: Callable[[ReplayLink], Awaitable[None]]) -> None:
        await over_socket(self.address, SUBPROTOCOL, ReplayLink, job)

    async def boot(self, link: ReplayLink) -> bool:
        model, maker = self.plan.model[:LONGEST_NAME], self.plan.maker[:LONGEST_NAME]
        answer = await link.ask(call.BootNotification(charge_point_model=model, charge_point_vendor=maker))
        if answer.status != RegistrationStatus.accepted:
            return False
        for number in (0, *self.plan.connectors):
            await link.ask(available(number))
        return True

    async def beat(self, link: ReplayLink) -> None:
        await link.ask(call.Heartbeat())

    async def send(self, link: ReplayLink, step: Step) -> None:
        step.answered(await link.ask(step.request(), message_id=step.message_id, is_checked=False))


def available(connector_number: int) -> call.StatusNotification:
    """StatusNotification of a free connector; 0 is the station itself."""
    return call.StatusNotification(
        connector_id=connector_number,
        error_code=ChargePointErrorCode.no_error,
        status=ChargePointStatus.available,
        timestamp=timestamp(datetime.now(UTC)),
    )


async def ask_for_cards(address: Address, waiting: set[str]) -> None:
    """Authorize each card once; take the accepted ones out of the set."""

    async def ask(link: ReplayLink) -> None:
        for card in sorted(waiting):
            answer = await link.ask(call.Authorize(id_tag=card), is_checked=False)
            if answer.id_tag_info["status"] == AuthorizationStatus.accepted:
                waiting.discard(card)

    await over_socket(address, SUBPROTOCOL, ReplayLink, ask)
