import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from ocpp.v16.enums import Reason
from ocpp.v201 import call
from simulator.api import Access
from simulator.cars.catalogue import catalogue
from simulator.datasets.mapping import ConnectorKind
from simulator.history.write import write_history
from simulator.ocpp201.station_link import open_line
from simulator.protocols import ProtocolName
from simulator.replay import Pace, ReplaySettings, run
from simulator.station.build import Blueprint
from simulator.station.power import PoweredStation
from simulator.station.station import Behaviour
from simulator.tasks import end
from simulator.wire import Address
from simulator_fakes.product import FakeProduct
from simulator_fakes.uploads import uploads
from simulator_fakes.waiting import eventually

KEY, CARD = "LIVE201", "04A1B2C3D4E5F6"
TOKEN: Any = {"idToken": CARD, "type": "ISO14443"}


@pytest.fixture
def settings(product: FakeProduct, tmp_path: Path) -> ReplaySettings:
    write_history(tmp_path, seed=3, sessions=40)
    return ReplaySettings(
        gateway=product.gateway, api=product.api, access=Access(client_id="c", client_secret="s"), folder=tmp_path,
        protocol=ProtocolName.ocpp201, pace=Pace(30), settling_seconds=1, poll_seconds=0.05,
    )  # fmt: skip


class TestReplay:
    async def test_everything_is_equal_and_a_second_run_changes_nothing(
        self, product: FakeProduct, settings: ReplaySettings
    ) -> None:
        result = await run(settings)
        assert result.is_equal, result.comparison.differences
        assert {station["protocol"] for station in product.store.stations.values()} == {"2.0.1"}
        before = {key: dict(value) for key, value in product.store.transactions.items()}
        assert (await run(settings)).is_equal
        assert len(before) == 40
        assert product.store.transactions == before

    async def test_nothing_is_lost_over_a_bad_line(self, product: FakeProduct, settings: ReplaySettings) -> None:
        product.mischief.drop_every, product.mischief.delay_seconds = 13, 0.001
        result = await run(settings)
        assert result.is_equal, result.comparison.differences
        assert result.reconnects > 0

    async def test_events_are_counted_from_0_and_say_that_they_are_late(
        self, product: FakeProduct, settings: ReplaySettings
    ) -> None:
        await run(replace(settings, limit=1))
        assert [event["event_type"] for event in product.store.events] == ["Started", *["Updated"] * 3, "Ended"]
        assert [event["seq_no"] for event in product.store.events] == [0, 1, 2, 3, 4]
        assert all(event["offline"] for event in product.store.events)
        contexts = [event["meter_value"][0]["sampled_value"][0]["context"] for event in product.store.events]
        assert (contexts[0], contexts[-1]) == ("Transaction.Begin", "Transaction.End")


@pytest_asyncio.fixture
async def powered(product: FakeProduct) -> AsyncIterator[PoweredStation]:
    product.store.stations[KEY] = {"id": KEY, "number": KEY, "secret": "s3cret"}
    product.store.cards.add(CARD)
    plug = ConnectorKind("", "ccs2", 60_000)
    quick = Behaviour(speed=60, arrives_after=0, leaves_after=0, reboot_seconds=0)
    station = Blueprint(KEY, {1: plug, 2: plug}, catalogue()[3], meter_interval=1, behaviour=quick).build()
    live = PoweredStation(station, Address(product.gateway, KEY, "s3cret"), lambda _: None, open_line)
    running = asyncio.create_task(live.run())
    await eventually(lambda: live.line is not None)
    yield live
    await end(running)
    await station.switch_off()


async def ask(product: FakeProduct, request: Any) -> Any:
    return await product.links[KEY].ask(request)


class TestLive:
    async def test_a_remote_session(self, product: FakeProduct, powered: PoweredStation) -> None:
        answer = await ask(product, call.RequestStartTransaction(id_token=TOKEN, remote_start_id=7, evse_id=1))
        assert answer.status == "Accepted"
        await eventually(lambda: len(product.store.events) >= 4)
        (transaction,) = product.store.transactions.values()
        answer = await ask(product, call.RequestStopTransaction(transaction_id=transaction["number"]))
        assert answer.status == "Accepted"
        await eventually(product.store.ended)
        assert transaction["energy_wh"] == powered.station.transactions[0].as_json(None)["energy_wh"] > 0
        first, last = product.store.events[0], product.store.events[-1]
        assert first["transaction_info"]["remote_start_id"] == 7
        assert (last["trigger_reason"], last["transaction_info"]["stopped_reason"]) == ("RemoteStop", "Remote")
        assert [event["seq_no"] for event in product.store.events] == list(range(len(product.store.events)))

    async def test_what_happened_offline_is_told_later(self, product: FakeProduct, powered: PoweredStation) -> None:
        powered.hang_up()
        await eventually(lambda: powered.line is None)
        await powered.present(2, CARD)
        powered.station.advance(60)
        powered.station.stop(2, Reason.local)
        powered.pick_up()
        await eventually(lambda: not len(powered.station.outbox))
        (transaction,) = product.store.ended()
        assert transaction["connector_number"] == 2

    async def test_orders(self, product: FakeProduct, powered: PoweredStation) -> None:
        variable: Any = [{"component": {"name": "SampledDataCtrlr"}, "variable": {"name": "TxUpdatedInterval"}}]
        answer = await ask(product, call.GetVariables(get_variable_data=variable))
        assert answer.get_variable_result[0]["attribute_value"] == "1"
        variable[0]["attributeValue"] = "30"
        answer = await ask(product, call.SetVariables(set_variable_data=variable))
        assert answer.set_variable_result[0]["attribute_status"] == "Accepted"
        change: Any = {"operational_status": "Inoperative", "evse": {"id": 2}}
        assert (await ask(product, call.ChangeAvailability(**change))).status == "Accepted"
        await eventually(lambda: ("StatusNotification", "2:Unavailable") in product.store.calls)
        kind: Any = "Immediate"
        assert (await ask(product, call.Reset(type=kind))).status == "Accepted"
        await eventually(lambda: len(product.store.boots) == 2)

    async def test_a_profile_limits_the_power(self, product: FakeProduct, powered: PoweredStation) -> None:
        period = {"startPeriod": 0, "limit": 7000}
        profile: Any = {
            "id": 5, "stackLevel": 0, "chargingProfilePurpose": "ChargingStationMaxProfile",
            "chargingProfileKind": "Absolute",
            "chargingSchedule": [{"id": 1, "startSchedule": "2020-01-01T00:00:00Z", "chargingRateUnit": "W",
                                  "chargingSchedulePeriod": [period]}],
        }  # fmt: skip
        assert (await ask(product, call.SetChargingProfile(evse_id=0, charging_profile=profile))).status == "Accepted"
        await powered.present(1, CARD)
        await eventually(lambda: powered.station.connectors[1].power_w == 7000)
        answer = await ask(product, call.GetCompositeSchedule(duration=60, evse_id=1))
        assert [one["limit"] for one in answer.schedule["charging_schedule_period"]] == [7000]
        criterion: Any = {"charging_profile_purpose": "ChargingStationMaxProfile"}
        got = await ask(product, call.GetChargingProfiles(request_id=3, charging_profile=criterion))
        assert got.status == "Accepted"
        await eventually(lambda: product.store.reports)
        [report] = product.store.reports
        assert (report["request_id"], report["evse_id"], report["tbc"]) == (3, 0, False)
        [told] = report["charging_profile"]
        assert (told["id"], told["charging_profile_purpose"]) == (5, "ChargingStationMaxProfile")
        cleared = await ask(product, call.ClearChargingProfile(charging_profile_criteria=criterion))
        assert cleared.status == "Accepted"
        await eventually(lambda: powered.station.connectors[1].power_w > 7000)
        assert (await ask(product, call.SetChargingProfile(evse_id=9, charging_profile=profile))).status == "Rejected"
        assert (await ask(product, call.ClearChargingProfile(charging_profile_id=5))).status == "Unknown"

    @pytest.mark.parametrize(("status", "end"), [(201, "Uploaded"), (403, "UploadFailure")])
    async def test_the_log_is_brought_where_it_is_wanted(
        self, product: FakeProduct, powered: PoweredStation, status: int, end: str
    ) -> None:
        kind: Any = "DiagnosticsLog"
        async with uploads() as place:
            place.status = status
            wanted: Any = {"remote_location": place.address}
            answer = await ask(product, call.GetLog(log=wanted, log_type=kind, request_id=8))
            assert answer.status == "Accepted"
            await eventually(lambda: ("LogStatusNotification", f"8:{end}") in product.store.calls)
        assert ("LogStatusNotification", "8:Uploading") in product.store.calls
        assert place.files[f"/logs/{answer.filename}"].startswith(powered.station.maker)
        nowhere: Any = {"remote_location": "gopher://x/y"}
        assert (await ask(product, call.GetLog(log=nowhere, log_type=kind, request_id=9))).status == "Rejected"

    async def test_software_and_the_report_of_variables(self, product: FakeProduct, powered: PoweredStation) -> None:
        base: Any = "FullInventory"
        assert (await ask(product, call.GetBaseReport(request_id=4, report_base=base))).status == "Accepted"
        await eventually(lambda: product.store.reports and not product.store.reports[-1]["tbc"])
        assert [report["seq_no"] for report in product.store.reports] == list(range(len(product.store.reports)))
        told = [item["variable"]["name"] for report in product.store.reports for item in report["report_data"]]
        assert {"HeartbeatInterval", "TxUpdatedInterval"} <= set(told)
        firmware: Any = {"location": "http://x/files/2.4.1.bin", "retrieve_date_time": "2025-01-01T00:00:00Z"}
        assert (await ask(product, call.UpdateFirmware(request_id=6, firmware=firmware))).status == "Accepted"
        await eventually(lambda: len(product.store.boots) == 2)
        assert powered.station.firmware_version == "2.4.1"
        assert ("FirmwareStatusNotification", "6:Installed") in product.store.calls
