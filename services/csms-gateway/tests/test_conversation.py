"""The `ocpp` library's own ChargePoint talks to the gateway: nobody of us wrote both ends."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from common.tokens import sign_number
from csms_gateway.gateway import Gateway
from gateway_support import TOKEN_KEY, NewStation, Published, Register, connect
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result
from ocpp.v16.enums import (
    Action,
    ChargePointErrorCode,
    ChargePointStatus,
    DiagnosticsStatus,
    FirmwareStatus,
    RegistrationStatus,
    RemoteStartStopStatus,
)


class Charger(ChargePoint):
    """Starts a transaction when asked to."""

    station_id = asked_for = ""

    @on(Action.remote_start_transaction)  # type: ignore[no-untyped-call,untyped-decorator]  # the library is untyped
    def on_remote_start(self, id_tag: Any, **_: Any) -> Any:
        self.asked_for = id_tag
        return call_result.RemoteStartTransaction(status=RemoteStartStopStatus.accepted)


class _Connection:
    """What ChargePoint wants of a socket."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket

    async def recv(self) -> Any:
        return await self._socket.recv()

    async def send(self, message: str) -> Any:
        await self._socket.send(message)


@pytest.fixture
async def charger(gateway: Gateway, new_station: NewStation) -> Any:
    key = f"lib-{uuid7().hex[-6:]}"
    station_id = await new_station(key)
    station = await connect(gateway, key)
    charger: Any = Charger(key, _Connection(station.socket))  # type: ignore[no-untyped-call]  # the library is untyped
    charger.station_id = station_id
    listening = asyncio.create_task(charger.start())
    yield charger
    await station.socket.close()
    await asyncio.gather(listening, return_exceptions=True)


async def test_a_remote_session_from_start_to_stop(charger: Any, register: Register, published: Published) -> None:
    boot = await charger.call(call.BootNotification(charge_point_model="M", charge_point_vendor="V"))
    assert boot.status == RegistrationStatus.accepted
    await charger.call(
        call.StatusNotification(
            connector_id=1, error_code=ChargePointErrorCode.no_error, status=ChargePointStatus.preparing
        )
    )
    token = sign_number(bytes.fromhex(TOKEN_KEY), "SC", 5)
    now = datetime.now(UTC)
    command = {
        "command_id": str(uuid7()), "station_id": charger.station_id, "kind": "start_session", "connector_number": 1,
        "parameters": {}, "transaction_number": None, "remote_token": token, "created_at": now,
        "expires_at": now + timedelta(seconds=60),
    }  # fmt: skip
    await register.publish("station-commands", charger.station_id, "command.requested.v1", command, partition=0)
    answered = await published.one(charger.station_id, "command.answered.v1")
    assert answered["outcome"] == "accepted"
    assert (await charger.call(call.Authorize(id_tag=charger.asked_for))).id_tag_info["status"] == "Accepted"
    timestamp = datetime.now(UTC).isoformat()
    started = await charger.call(
        call.StartTransaction(connector_id=1, id_tag=charger.asked_for, meter_start=0, timestamp=timestamp)
    )
    await charger.call(
        call.MeterValues(
            connector_id=1,
            transaction_id=started.transaction_id,
            meter_value=[{"timestamp": timestamp, "sampled_value": [{"value": "1.5", "unit": "kWh"}]}],
        )
    )
    await charger.call(
        call.StopTransaction(meter_stop=1500, timestamp=timestamp, transaction_id=started.transaction_id)
    )
    ended = await published.one(charger.station_id, "transaction.ended.v1")
    begun = await published.one(charger.station_id, "transaction.started.v1")
    assert begun["token"]["remote_token"] == token
    assert ended["transaction_number"] == begun["transaction_number"]
    assert (await charger.call(call.Heartbeat())).current_time
    assert (await charger.call(call.DataTransfer(vendor_id="x"))).status == "UnknownVendorId"
    await charger.call(call.FirmwareStatusNotification(status=FirmwareStatus.installed))
    await charger.call(call.DiagnosticsStatusNotification(status=DiagnosticsStatus.idle))
