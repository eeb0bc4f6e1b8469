"""A station boots, authorises, starts, meters and stops: the answers it gets and the facts that others get."""

from typing import Any

from common.testing.helpers import eventually
from common.tokens import keyed_hash
from csms_gateway.gateway import Gateway
from gateway_support import CREDENTIAL_KEY, NewStation, Published, Register, connect


async def test_a_station_boots_charges_and_stops(
    gateway: Gateway, published: Published, register: Register, new_station: NewStation
) -> None:
    station_id = await new_station("One-Session")
    card = await register.credential(keyed_hash(bytes.fromhex(CREDENTIAL_KEY), "04AABB0001"))

    async def card_is_known() -> Any:
        return card in gateway.credentials.ids()

    await eventually(card_is_known)
    station = await connect(gateway, "one-session")

    boot = await station.call(
        "BootNotification", {"chargePointVendor": "V", "chargePointModel": "M", "firmwareVersion": "1"}
    )
    assert boot["status"] == "Accepted"
    assert (
        await station.call("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Preparing"})
        == {}
    )
    assert await station.call("Authorize", {"idTag": "04aabb0001"}) == {"idTagInfo": {"status": "Accepted"}}
    start = {"connectorId": 1, "idTag": "04AABB0001", "meterStart": 100, "timestamp": "2026-11-25T10:00:00Z"}
    started = await station.call("StartTransaction", start)
    assert started["idTagInfo"] == {"status": "Accepted"}
    number = started["transactionId"]
    sampled = [{"value": "150", "measurand": "Energy.Active.Import.Register", "unit": "Wh"}]
    meter = {
        "connectorId": 1,
        "transactionId": number,
        "meterValue": [{"timestamp": "2026-11-25T10:01:00Z", "sampledValue": sampled}],
    }
    assert await station.call("MeterValues", meter) == {}
    stop = {"transactionId": number, "meterStop": 200, "timestamp": "2026-11-25T10:02:00Z", "idTag": "04AABB0001"}
    assert await station.call("StopTransaction", stop) == {"idTagInfo": {"status": "Accepted"}}
    await station.socket.close()

    ended = await published.one(station_id, "transaction.ended.v1")
    await published.one(station_id, "station.disconnected.v1")
    assert published.types(station_id) == [
        "station.connected.v1",
        "station.booted.v1",
        "connector.status-changed.v1",
        "authorization.checked.v1",
        "transaction.started.v1",
        "transaction.meter-values.v1",
        "transaction.ended.v1",
        "station.disconnected.v1",
    ]
    begun = published.of(station_id, "transaction.started.v1")[0]
    assert begun["transaction_number"] == ended["transaction_number"] == str(number)
    assert begun["token"]["credential_id"] == card
    assert (begun["meter_start_wh"], ended["meter_stop_wh"], begun["authorization"]) == (100, 200, "accepted")
    assert published.of(station_id, "transaction.meter-values.v1")[0]["samples"][0]["value"] == "150"
