"""The `ocpp` library's charge points of 2.0.1 and 2.1 talk to the gateway: nobody of us wrote both ends."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import ocpp.v21
import ocpp.v21.call
import ocpp.v201
import ocpp.v201.call
import pytest
from argon2 import PasswordHasher
from common.ids import uuid7
from common.tokens import sign_number
from csms_gateway.gateway import Gateway
from gateway_support import TOKEN_KEY, NewStation, Published, Register, basic, connect
from ocpp.routing import on

_SECRET = "a-secret-of-16-chars"
_HASH = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(_SECRET)


def charger_class(version: ModuleType) -> Any:
    class Charger(version.ChargePoint):  # type: ignore[name-defined,misc]  # the library is untyped
        """Says yes to a remote start and to a question for variables."""

        asked: Any = None

        @on("RequestStartTransaction")  # type: ignore[no-untyped-call,untyped-decorator]  # the library is untyped
        def on_start(self, **asked: Any) -> Any:
            self.asked = asked
            return version.call_result.RequestStartTransaction(status="Accepted")

    return Charger


class _Connection:
    """What ChargePoint wants of a socket."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket

    async def recv(self) -> Any:
        return await self._socket.recv()

    async def send(self, message: str) -> Any:
        await self._socket.send(message)


@pytest.fixture(params=[("ocpp2.0.1", ocpp.v201), ("ocpp2.1", ocpp.v21)], ids=["v201", "v21"])
async def charger(gateway: Gateway, new_station: NewStation, request: Any) -> Any:
    """Connected with security profile 1."""
    protocol, version = request.param
    key = f"lib2-{uuid7().hex[-6:]}"
    station_id = await new_station(key, secret_hash=_HASH)
    station = await connect(gateway, key, [protocol], additional_headers=basic(key, _SECRET))
    charger = charger_class(version)(key, _Connection(station.socket))
    charger.station_id, charger.calls = station_id, version.call
    listening = asyncio.create_task(charger.start())
    yield charger
    await station.socket.close()
    await asyncio.gather(listening, return_exceptions=True)


async def order_start(register: Register, charger: Any, token: str) -> None:
    now = datetime.now(UTC)
    command = {
        "command_id": str(uuid7()), "station_id": charger.station_id, "kind": "start_session", "connector_number": 1,
        "parameters": {}, "transaction_number": None, "remote_token": token, "created_at": now,
        "expires_at": now + timedelta(seconds=60),
    }  # fmt: skip
    await register.publish("station-commands", charger.station_id, "command.requested.v1", command, partition=0)


async def test_a_remote_session_from_start_to_end(charger: Any, register: Register, published: Published) -> None:
    call = charger.calls
    boot = await charger.call(
        call.BootNotification(charging_station={"model": "M", "vendor_name": "V"}, reason="PowerUp")
    )
    assert boot.status == "Accepted"
    timestamp = datetime.now(UTC).isoformat()
    await charger.call(
        call.StatusNotification(timestamp=timestamp, connector_status="Occupied", evse_id=1, connector_id=1)
    )
    token = sign_number(bytes.fromhex(TOKEN_KEY), "SC", 6)
    await order_start(register, charger, token)
    assert (await published.one(charger.station_id, "command.answered.v1"))["outcome"] == "accepted"
    id_token = charger.asked["id_token"]
    assert (await charger.call(call.Authorize(id_token=id_token))).id_token_info["status"] == "Accepted"
    start_id = charger.asked["remote_start_id"]
    for sequence, kind in enumerate(("Started", "Updated", "Ended")):
        reading = {"value": 100.5 * sequence, "measurand": "Energy.Active.Import.Register",
                   "context": f"Transaction.{'End' if kind == 'Ended' else 'Begin'}"}  # fmt: skip
        await charger.call(
            call.TransactionEvent(
                event_type=kind, timestamp=timestamp, trigger_reason="RemoteStart", seq_no=sequence,
                transaction_info={"transaction_id": "lib-tx", "charging_state": "Charging",
                                  "remote_start_id": start_id},
                evse={"id": 1, "connector_id": 1}, id_token=id_token if kind == "Started" else None,
                meter_value=[{"timestamp": timestamp, "sampled_value": [reading]}],
            )
        )  # fmt: skip
    started = await published.one(charger.station_id, "transaction.started.v1")
    ended = await published.one(charger.station_id, "transaction.ended.v1")
    assert (started["token"]["remote_token"], started["remote_start_id"]) == (token, start_id)
    assert (started["meter_start_wh"], ended["meter_stop_wh"], ended["transaction_number"]) == (0, 201, "lib-tx")


async def test_everything_else_that_a_station_may_say(charger: Any) -> None:
    call, now = charger.calls, datetime.now(UTC).isoformat()
    assert (await charger.call(call.Heartbeat())).current_time
    readings = [{"timestamp": now, "sampled_value": [{"value": 230.0, "measurand": "Voltage"}]}]
    await charger.call(call.MeterValues(evse_id=1, meter_value=readings))
    await charger.call(call.FirmwareStatusNotification(status="Downloaded", request_id=1))
    await charger.call(call.LogStatusNotification(status="Uploading", request_id=1))
    await charger.call(call.SecurityEventNotification(type="FirmwareUpdated", timestamp=now))
    await charger.call(call.NotifyReport(request_id=1, generated_at=now, seq_no=0))
    assert (await charger.call(call.DataTransfer(vendor_id="x"))).status == "UnknownVendorId"
    place = {"component": {"name": "C"}, "variable": {"name": "V"}, "event_notification_type": "CustomMonitor"}
    event = {"event_id": 1, "timestamp": now, "trigger": "Delta", "actual_value": "1", **place}
    await charger.call(call.NotifyEvent(generated_at=now, seq_no=0, event_data=[event]))
    await charger.call(call.ClearedChargingLimit(charging_limit_source="EMS"))
    await charger.call(call.ReservationStatusUpdate(reservation_id=1, reservation_update_status="Expired"))
    schedule = {"id": 1, "charging_rate_unit": "A", "charging_schedule_period": [{"start_period": 0, "limit": 6.0}]}
    await charger.call(call.NotifyEVChargingSchedule(time_base=now, charging_schedule=schedule, evse_id=1))
    assert (await charger.call(call.SignCertificate(csr="x"))).status == "Rejected"
