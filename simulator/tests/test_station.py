import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ocpp.v16 import call
from ocpp.v16.enums import AvailabilityType, MessageTrigger, Reason, ResetType
from simulator.cars.catalogue import catalogue
from simulator.datasets.mapping import ConnectorKind
from simulator.ocpp16.station_link import open_line
from simulator.station.build import Blueprint
from simulator.station.console import Console
from simulator.station.power import PoweredStation
from simulator.station.station import Behaviour, Station
from simulator.tasks import end
from simulator.wire import Address
from simulator_fakes.product import FakeProduct
from simulator_fakes.uploads import uploads
from simulator_fakes.waiting import eventually

KEY = "LIVE1"
CARD = "04A1B2C3D4E5F6"
Switch = Callable[..., AbstractAsyncContextManager[PoweredStation]]


def make_station(file: Path | None = None, **behaviour: Any) -> Station:
    quick: dict[str, Any] = {"speed": 60, "arrives_after": 0, "leaves_after": 0, "reboot_seconds": 0}
    plug = ConnectorKind("", "ccs2", 60_000)
    return Blueprint(
        key=KEY,
        plugs={1: plug, 2: plug},
        car=catalogue()[3],
        meter_interval=1,
        behaviour=Behaviour(**quick | behaviour),
        queue_file=file,
    ).build()


@pytest.fixture
def switch_on(product: FakeProduct) -> Switch:
    """Switch a station on and wait until it is connected."""
    product.store.stations[KEY] = {"id": KEY, "number": KEY, "secret": "s3cret"}
    product.store.cards.add(CARD)

    @contextlib.asynccontextmanager
    async def switch(station: Station | None = None) -> AsyncIterator[PoweredStation]:
        powered = PoweredStation(
            station or make_station(), Address(product.gateway, KEY, "s3cret"), lambda _: None, open_line
        )
        running = asyncio.create_task(powered.run())
        await eventually(lambda: powered.line is not None)
        yield powered
        await end(running)
        await powered.station.switch_off()

    return switch


def statuses(product: FakeProduct, number: int) -> list[str]:
    told = [text.split(":") for action, text in product.store.calls if action == "StatusNotification"]
    return [status for connector, status in told if connector == str(number)]


async def told(product: FakeProduct, number: int, *expected: str) -> None:
    """Wait until these are the statuses that the connector told, all and in this order."""
    await eventually(lambda: statuses(product, number) == list(expected))


async def ask(product: FakeProduct, request: Any) -> Any:
    return await product.links[KEY].ask(request)


def only(product: FakeProduct) -> dict[str, Any]:
    transaction: dict[str, Any]
    (transaction,) = product.store.transactions.values()
    return transaction


async def ended(product: FakeProduct, seconds: float = 10) -> dict[str, Any]:
    """The only transaction, once its end is told."""
    await eventually(product.store.ended, seconds)
    return only(product)


class TestRemoteSession:
    async def test_from_start_to_the_car_that_leaves(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on():
            answer = await ask(product, call.RemoteStartTransaction(id_tag=CARD, connector_id=1))
            assert answer.status == "Accepted"
            await eventually(lambda: len(product.store.samples) >= 2)
            answer = await ask(product, call.RemoteStopTransaction(transaction_id=only(product)["number"]))
            assert answer.status == "Accepted"
            await told(product, 1, "Available", "Preparing", "Charging", "Finishing", "Available")
        assert only(product)["energy_wh"] > 0

    async def test_meter_values_have_all_measurands(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            await powered.present(1, CARD)
            await eventually(lambda: product.store.samples)
        values = product.store.samples[0]["meter_value"][0]["sampled_value"]
        by_name = {value["measurand"]: float(value["value"]) for value in values}
        assert set(by_name) == {
            "Energy.Active.Import.Register", "Power.Active.Import", "Current.Import", "Voltage", "SoC",
            "Temperature",
        }  # fmt: skip
        assert by_name["Power.Active.Import"] == pytest.approx(by_name["Current.Import"] * by_name["Voltage"], rel=0.01)

    async def test_a_busy_connector_refuses(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            await powered.present(1, CARD)
            answer = await ask(product, call.RemoteStartTransaction(id_tag=CARD, connector_id=1))
            assert answer.status == "Rejected"
            assert (await ask(product, call.RemoteStopTransaction(transaction_id=99))).status == "Rejected"


class TestLostLine:
    async def test_what_happened_offline_is_told_in_order(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            powered.hang_up()
            await eventually(lambda: powered.line is None)
            await powered.present(2, CARD)
            powered.station.advance(60)
            powered.station.tell_meter(2)
            powered.station.stop(2, Reason.local)
            powered.pick_up()
            await eventually(lambda: not len(powered.station.outbox))
        actions = [action for action, _ in product.store.calls if action != "StatusNotification"]
        assert actions == ["StartTransaction", "StopTransaction"]
        assert only(product)["energy_wh"] > 0
        assert product.store.samples[0]["transaction_id"] == only(product)["number"]
        assert product.store.boots == [KEY]

    async def test_a_torn_line_repeats_nothing(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            product.mischief.drop_every = 2
            await powered.present(1, CARD)
            powered.station.stop(1, Reason.local)
            await ended(product, seconds=30)
        assert only(product)["meter_start_wh"] == powered.station.transactions[0].meter_start_wh

    async def test_a_status_that_the_line_lost_is_owed_until_it_is_told(
        self, product: FakeProduct, switch_on: Switch
    ) -> None:
        async with switch_on() as powered:
            powered.station.plug(1)
            await told(product, 1, "Available", "Preparing")
            powered.hang_up()
            await eventually(lambda: powered.line is None)
            powered.station.unplug(1)
            assert not await powered.station.outbox.drained(0)
            powered.pick_up()
            assert await powered.station.outbox.drained(10)
            assert statuses(product, 1) == ["Available", "Preparing", "Available"]

    async def test_the_queue_outlives_the_process(
        self, product: FakeProduct, switch_on: Switch, tmp_path: Path
    ) -> None:
        file = tmp_path / "queue.json"
        dark = make_station(file)
        dark.start(1, CARD)
        dark.advance(10)
        dark.stop(1, Reason.power_loss)
        reborn = make_station(file)
        assert reborn.connectors[1].register_wh == dark.connectors[1].register_wh
        async with switch_on(reborn) as powered:
            await eventually(lambda: not len(powered.station.outbox))
        assert only(product)["energy_wh"] == dark.transactions[0].as_json(None)["energy_wh"] > 0

    async def test_a_process_killed_in_a_session_ends_it_after_the_restart(
        self, product: FakeProduct, switch_on: Switch, tmp_path: Path
    ) -> None:
        file = tmp_path / "queue.json"
        async with switch_on(make_station(file)) as powered:
            await powered.present(1, CARD)
            await eventually(lambda: len(product.store.samples) >= 2)
            powered.hang_up()  # what the killed process would not have told
            register_wh = powered.station.outbox.running["1"]["register_wh"]
            frozen = file.read_bytes()
        file.write_bytes(frozen)
        async with switch_on(make_station(file)) as reborn:
            transaction = await ended(product)
            await eventually(lambda: not len(reborn.station.outbox))
        assert transaction["meter_start_wh"] + transaction["energy_wh"] == int(register_wh)
        assert reborn.station.transactions[0].reason == "PowerLoss"
        assert reborn.station.connectors[1].register_wh == register_wh


class TestOrders:
    @pytest.mark.parametrize("kind", [ResetType.hard, ResetType.soft])
    async def test_reset_ends_sessions_and_boots(
        self, product: FakeProduct, switch_on: Switch, kind: ResetType
    ) -> None:
        async with switch_on() as powered:
            await powered.present(1, CARD)
            assert (await ask(product, call.Reset(type=kind))).status == "Accepted"
            await eventually(lambda: len(product.store.boots) == 2)
            await ended(product)
            assert powered.station.transactions[0].reason == f"{kind.value}Reset"

    async def test_availability(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            answer = await ask(product, call.ChangeAvailability(connector_id=2, type=AvailabilityType.inoperative))
            assert answer.status == "Accepted"
            await told(product, 2, "Available", "Unavailable")
            await powered.present(1, CARD)
            answer = await ask(product, call.ChangeAvailability(connector_id=0, type=AvailabilityType.inoperative))
            assert answer.status == "Scheduled"
            answer = await ask(product, call.ChangeAvailability(connector_id=9, type=AvailabilityType.operative))
            assert answer.status == "Rejected"

    async def test_triggers(self, product: FakeProduct, switch_on: Switch) -> None:
        def trigger(message: MessageTrigger) -> call.TriggerMessage:
            return call.TriggerMessage(requested_message=message, connector_id=1)

        async with switch_on():
            assert (await ask(product, trigger(MessageTrigger.meter_values))).status == "Accepted"
            await eventually(lambda: product.store.samples)
            assert (await ask(product, trigger(MessageTrigger.boot_notification))).status == "Accepted"
            await eventually(lambda: len(product.store.boots) == 2)
            answer = await ask(product, trigger(MessageTrigger.diagnostics_status_notification))
            assert answer.status == "NotImplemented"

    async def test_unlock_ends_the_session(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            await powered.present(1, CARD)
            assert (await ask(product, call.UnlockConnector(connector_id=1))).status == "Unlocked"
            await ended(product)
            assert (await ask(product, call.UnlockConnector(connector_id=7))).status == "NotSupported"

    async def test_configuration(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on():
            change = call.ChangeConfiguration
            assert (await ask(product, change(key="meterValueSampleInterval", value="30"))).status == "Accepted"
            assert (await ask(product, change(key="MeterValueSampleInterval", value="often"))).status == "Rejected"
            assert (await ask(product, change(key="NumberOfConnectors", value="3"))).status == "Rejected"
            assert (await ask(product, change(key="Colour", value="red"))).status == "NotSupported"
            answer = await ask(product, call.GetConfiguration(key=["MeterValueSampleInterval", "Colour"]))
            assert [(item["key"], item["value"]) for item in answer.configuration_key] == [
                ("MeterValueSampleInterval", "30")
            ]
            assert answer.unknown_key == ["Colour"]
            assert len((await ask(product, call.GetConfiguration())).configuration_key) > 20

    async def test_reservation(self, product: FakeProduct, switch_on: Switch) -> None:
        reserve = call.ReserveNow(connector_id=1, expiry_date="2030-01-01T00:00:00Z", id_tag=CARD, reservation_id=5)
        async with switch_on():
            assert (await ask(product, reserve)).status == "Accepted"
            assert (await ask(product, reserve)).status == "Occupied"
            await told(product, 1, "Available", "Reserved")
            other = call.RemoteStartTransaction(id_tag="OTHER", connector_id=1)
            assert (await ask(product, other)).status == "Rejected"
            assert (await ask(product, call.CancelReservation(reservation_id=5))).status == "Accepted"
            assert (await ask(product, call.CancelReservation(reservation_id=5))).status == "Rejected"

    async def test_a_profile_limits_the_power(self, product: FakeProduct, switch_on: Switch) -> None:
        profile = {
            "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Relative",
            "chargingSchedule": {
                "chargingRateUnit": "W",
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 7000.0}],
            },
        }  # fmt: skip
        async with switch_on() as powered:
            answer = await ask(product, call.SetChargingProfile(connector_id=0, cs_charging_profiles=profile))
            assert answer.status == "Accepted"
            await powered.present(1, CARD)
            await eventually(lambda: powered.station.connectors[1].power_w == 7000)
            assert (await ask(product, call.ClearChargingProfile(id=1))).status == "Accepted"
            await eventually(lambda: powered.station.connectors[1].power_w > 7000)

    async def test_the_schedule_of_all_profiles_together(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            for number, limit in ((1, 7000.0), (2, 5000.0)):
                schedule = {
                    "charging_rate_unit": "W",
                    "duration": 600 * number,
                    "charging_schedule_period": [{"start_period": 0, "limit": limit}],
                }
                powered.station.profiles.put(
                    number - 1,
                    {"charging_profile_id": number, "charging_profile_purpose": str(number), "stack_level": 0,
                     "charging_schedule": schedule | {"start_schedule": datetime.now(UTC).isoformat()}},
                )  # fmt: skip
            answer = await ask(product, call.GetCompositeSchedule(connector_id=1, duration=3600))
            strange = await ask(product, call.GetCompositeSchedule(connector_id=9, duration=3600))
        limits = [period["limit"] for period in answer.charging_schedule["charging_schedule_period"]]
        assert (answer.status, strange.status) == ("Accepted", "Rejected")
        assert limits == [5000, powered.station.connectors[1].kind.max_power_w]

    @pytest.mark.parametrize(("status", "end"), [(201, "Uploaded"), (507, "UploadFailed")])
    async def test_the_log_is_brought_where_it_is_wanted(
        self, product: FakeProduct, switch_on: Switch, status: int, end: str
    ) -> None:
        async with switch_on() as powered, uploads() as place:
            place.status = status
            answer = await ask(product, call.GetDiagnostics(location=place.address))
            await eventually(lambda: ("DiagnosticsStatusNotification", end) in product.store.calls)
            assert ("DiagnosticsStatusNotification", "Uploading") in product.store.calls
            assert place.files[f"/logs/{answer.file_name}"].startswith(powered.station.maker)
            assert (await ask(product, call.GetDiagnostics(location="gopher://x/y"))).file_name is None

    async def test_firmware_update_is_told_and_booted(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            update = call.UpdateFirmware(location="http://x/files/2.4.1.bin", retrieve_date="2025-01-01T00:00:00Z")
            await ask(product, update)
            await eventually(lambda: len(product.store.boots) == 2)
            assert powered.station.firmware_version == "2.4.1"


class TestConsole:
    async def test_a_local_session(self, product: FakeProduct, switch_on: Switch) -> None:
        said: list[str] = []
        async with switch_on() as powered:
            console = Console(powered, said.append)
            for line in (f"plug 1 {CARD}", "stop 1", "unplug 1", "fault 2 GroundFailure", "clear 2", "nonsense"):
                await console.obey(line)
            await told(product, 1, "Available", "Preparing", "Charging", "Finishing", "Available")
            await told(product, 2, "Available", "Faulted", "Available")
        assert len(said) == 1

    async def test_an_unknown_card_does_not_start(self, product: FakeProduct, switch_on: Switch) -> None:
        async with switch_on() as powered:
            await powered.present(1, "UNKNOWN")
            assert powered.station.connectors[1].transaction is None

    async def test_an_impossible_order_is_refused(self, switch_on: Switch) -> None:
        said: list[str] = []
        async with switch_on() as powered:
            await Console(powered, said.append).obey("stop 1")
        assert "does not charge" in said[0]


class TestFullCar:
    def test_suspends_and_keeps_the_register(self) -> None:
        station = make_station(arrival_soc=99.5)
        station.plug(1)
        station.start(1, CARD)
        station.advance(3600)
        connector = station.connectors[1]
        assert connector.status == "SuspendedEV"
        assert connector.power_w == 0
        assert connector.soc_percent == 100
