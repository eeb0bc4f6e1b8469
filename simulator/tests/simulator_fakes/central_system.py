"""The gateway of the fake product: an `ocpp` central system that can misbehave."""

import asyncio
from base64 import b64decode
from http import HTTPStatus
from typing import Any

from ocpp.v16 import call_result
from ocpp.v16.datatypes import IdTagInfo
from ocpp.v16.enums import Action, AuthorizationStatus, RegistrationStatus
from simulator.ocpp16.link import Link, answers
from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from simulator_fakes.store import Store, now_text

ACCEPTED = IdTagInfo(status=AuthorizationStatus.accepted)
INVALID = IdTagInfo(status=AuthorizationStatus.invalid)


class Mischief:
    """Which frames of the stations end badly: every `drop_every`-th socket message is lost with its socket, before or
    after it was taken in turns; every `refuse_every`-th StopTransaction is answered by a CALLERROR; answers come late.
    """

    def __init__(self) -> None:
        self.drop_every = 0
        self.refuse_every = 0
        self.delay_seconds = 0.0
        self.frames = 0
        self.stops = 0

    def drops_now(self) -> bool:
        self.frames += 1
        return bool(self.drop_every) and self.frames % self.drop_every == 0

    def is_after(self) -> bool:
        return (self.frames // self.drop_every) % 2 == 0 if self.drop_every else False

    def refuses_now(self) -> bool:
        self.stops += 1
        return bool(self.refuse_every) and self.stops % self.refuse_every == 0


class Mischievous:
    """Loses sockets as its mischief says; to be mixed into a link."""

    mischief: Mischief
    _connection: Any

    async def route_message(self, raw_msg: str) -> None:
        untyped: Any = super()
        if not self.mischief.drops_now():
            await asyncio.sleep(self.mischief.delay_seconds)
            await untyped.route_message(raw_msg)
            return
        if self.mischief.is_after():
            self._connection = Deaf()  # taken, but the answer never leaves
            await untyped.route_message(raw_msg)
        raise ConnectionResetError


class CentralSystem(Mischievous, Link):
    """One socket of one station."""

    def __init__(self, key: str, socket: ServerConnection, store: Store, mischief: Mischief) -> None:
        super().__init__(key, socket)
        self.store, self.mischief = store, mischief

    @answers(Action.boot_notification)
    def boot(self, **_: Any) -> call_result.BootNotification:
        self.store.boots.append(self.id)
        return call_result.BootNotification(current_time=now_text(), interval=60, status=RegistrationStatus.accepted)

    @answers(Action.heartbeat)
    def heartbeat(self) -> call_result.Heartbeat:
        return call_result.Heartbeat(current_time=now_text())

    @answers(Action.status_notification)
    def status(self, connector_id: int, status: str, **_: Any) -> call_result.StatusNotification:
        self.store.calls.append(("StatusNotification", f"{connector_id}:{status}"))
        return call_result.StatusNotification()

    @answers(Action.authorize)
    def authorize(self, id_tag: str) -> call_result.Authorize:
        known = id_tag in self.store.cards
        return call_result.Authorize(id_tag_info=ACCEPTED if known else INVALID)

    @answers(Action.start_transaction)
    def start_transaction(
        self, connector_id: int, id_tag: str, meter_start: int, timestamp: str, **_: Any
    ) -> call_result.StartTransaction:
        number = self.store.start(self.id, connector_id, id_tag, meter_start, timestamp)
        self.store.calls.append(("StartTransaction", timestamp))
        return call_result.StartTransaction(transaction_id=number, id_tag_info=ACCEPTED)

    @answers(Action.meter_values)
    def meter_values(self, **values: Any) -> call_result.MeterValues:
        self.store.samples.append(values)
        return call_result.MeterValues()

    @answers(Action.firmware_status_notification)
    def firmware_status(self, **_: Any) -> call_result.FirmwareStatusNotification:
        return call_result.FirmwareStatusNotification()

    @answers(Action.diagnostics_status_notification)
    def diagnostics_status(self, status: str) -> call_result.DiagnosticsStatusNotification:
        self.store.calls.append(("DiagnosticsStatusNotification", status))
        return call_result.DiagnosticsStatusNotification()

    @answers(Action.stop_transaction)
    def stop_transaction(
        self, transaction_id: int, meter_stop: int, timestamp: str, **_: Any
    ) -> call_result.StopTransaction:
        if self.mischief.refuses_now():
            raise ValueError("try again")
        self.store.calls.append(("StopTransaction", timestamp))
        self.store.stop(transaction_id, meter_stop, timestamp)
        return call_result.StopTransaction(id_tag_info=ACCEPTED)


class Deaf:
    """A socket whose answers are lost."""

    async def send(self, message: str) -> None: ...


def refuse_strangers(store: Store, request: Request) -> Response | None:
    """404 for an unknown key, 401 for a wrong secret."""
    key = request.path.rpartition("/")[2]
    station = store.stations.get(key)
    if station is None:
        return Response(HTTPStatus.NOT_FOUND, "unknown", Headers())
    given = b64decode(request.headers.get("Authorization", "Basic Og==").removeprefix("Basic ")).decode()
    if given != f"{key}:{station['secret']}":
        return Response(HTTPStatus.UNAUTHORIZED, "wrong secret", Headers())
    return None
