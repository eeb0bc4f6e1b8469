"""A virtual station with a driver and a card on the running product, and what may happen to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from secrets import token_hex
from typing import Any

import httpx
from common.testing.helpers import eventually
from launcher.testing import Stack
from ocpp.v16.enums import ChargePointErrorCode, Reason
from simulator.cars.catalogue import catalogue
from simulator.datasets.mapping import ConnectorKind
from simulator.faults import FaultPlan
from simulator.protocols import ProtocolName, speech
from simulator.replay.cards import await_cards
from simulator.station.build import Blueprint
from simulator.station.connector import Connector
from simulator.station.power import PoweredStation
from simulator.station.station import Behaviour, Station
from simulator.tasks import end
from simulator.wire import Address

CCS2 = ConnectorKind("", "ccs2", 150_000)
SECRET = "a-scene-is-a-scene-0123456789"
PATIENCE = 120.0
ENOUGH_WH = 800
SPEED = 60.0


@dataclass
class Stage:
    """What a scenario may do; every step waits until the station has really taken it."""

    powered: PoweredStation
    card: str
    station_id: str

    @property
    def station(self) -> Station:
        return self.powered.station

    def connector(self, number: int = 1) -> Connector:
        return self.station.connectors[number]

    async def plug(self, number: int = 1) -> None:
        self.station.plug(number)
        await self.told()

    async def charge(self, number: int = 1) -> None:
        """The card is shown, and a good deal of energy flows."""
        await self.powered.present(number, self.card)
        transaction = self.connector(number).transaction
        assert transaction is not None, "the card was refused"
        await self._until(lambda: self.connector(number).register_wh - transaction.meter_start_wh > ENOUGH_WH)

    async def show(self, card: str) -> None:
        await self.powered.present(1, card)

    async def stop(self, number: int = 1, reason: Reason = Reason.local) -> None:
        self.station.stop(number, reason)
        await self.told()

    async def unplug(self, number: int = 1) -> None:
        self.station.unplug(number)
        await self.told()

    async def fail(self) -> None:
        """The connector breaks while it charges."""
        self.connector().fault = ChargePointErrorCode.high_temperature
        self.station.stop(1, Reason.other)
        self.station.tell_status(1)
        await self.told()

    async def mend(self) -> None:
        self.connector().fault = None
        self.station.tell_status(1)
        await self.told()

    async def lose_power(self, *, is_told: bool) -> None:
        """The station boots anew; the end of what ran is told then, or never."""
        self.station.lose_power(is_told=is_told)
        self.powered.remote.restarting.set()
        await self._until(lambda: not self.powered.is_booted)
        await self._until(lambda: self.powered.line is not None)
        await self.told()

    async def go_offline(self) -> None:
        self.powered.hang_up()
        await self._until(lambda: self.powered.line is None)

    async def come_back(self) -> None:
        self.powered.pick_up()
        await self.told()

    async def told(self) -> None:
        """Everything has been told, as far as there is a line."""
        if self.powered.line is not None or self.powered._online.is_set():
            assert await self.station.outbox.drained(PATIENCE)

    @staticmethod
    async def _until(is_so: Any) -> None:
        async def probe() -> bool:
            return bool(is_so())

        await eventually(probe, seconds=PATIENCE)


class Product:
    """The product by its public API."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._client = httpx.AsyncClient(timeout=30)

    async def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.stack.token()}"}
        url = self.stack.url(f"/api/v1{path}")
        answer = await self._client.request(method, url, json=body, params=query, headers=headers)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def sessions(self, station_id: str) -> list[dict[str, Any]]:
        """All of a station, in the order of their beginning."""
        found = await self.ask("GET", "/sessions", station_id=station_id, show_junk=True, limit=100)
        return sorted(found["items"], key=lambda session: (session["started_at"], session["connector_number"]))


@asynccontextmanager
async def staged(
    product: Product, protocol: ProtocolName, plugs: int = 1, faults: FaultPlan | None = None
) -> AsyncIterator[Stage]:
    """A new station with a user whose card it accepts; its line is up."""
    name, spoken = f"SCENE{protocol.upper()}{token_hex(4)}".upper(), speech(protocol)
    card = f"CARD{token_hex(5)}".upper()
    user = await product.ask("POST", "/users", _person(name))
    await product.ask("POST", "/credentials", {"user_id": user["id"], "kind": "rfid", "number": card})
    station = await product.ask("POST", "/stations", _declared(name, spoken.station_protocol, plugs))
    dice = faults.of_station(name) if faults is not None else None
    plan = Blueprint(
        key=name,
        plugs=dict.fromkeys(range(1, plugs + 1), CCS2),
        car=catalogue()[0],
        meter_interval=1,
        behaviour=Behaviour(speed=SPEED, leaves_after=None, reboot_seconds=0.5),
        faults=dice,
    )
    base = spoken.base(product.stack.environment["OCPP_URL"])
    assert not await await_cards(partial(spoken.ask_for_cards, Address(base, name, SECRET)), [card], PATIENCE)
    powered = PoweredStation(plan.build(), Address(base, name, SECRET, dice), lambda _: None, spoken.open_line)
    powered.station.configuration.values["AllowOfflineTxForUnknownId"] = "true"
    running = asyncio.create_task(powered.run())
    stage = Stage(powered, card, station["id"])
    try:
        await stage.told()
        yield stage
        await stage.told()
    finally:
        await powered.station.switch_off()
        await end(running)


def _person(name: str) -> dict[str, Any]:
    account = {"login": name.lower(), "password": f"Zz9{token_hex(8)}", "must_change_password": False}
    return account | {"phone": "+70000000000", "roles": ["customer"]}


def _declared(name: str, protocol: str, plugs: int) -> dict[str, Any]:
    connectors = [{"number": number, "type": "ccs2", "max_power_w": 150_000} for number in range(1, plugs + 1)]
    kind = "regular" if protocol == "native" else "external"
    declared = {"number": name, "key": name, "name": name, "protocol": protocol, "kind": kind}
    return declared | {"connectors": connectors, "secret": SECRET}
