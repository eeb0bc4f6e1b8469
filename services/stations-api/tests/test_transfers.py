"""Firmware and logs: the station fetches or uploads a file, tells how far it has got, and ends the command with it."""

from collections.abc import Callable
from typing import Any

import pytest
from common.db import Sessions
from stations_support import Gateway, Operator, Worker, published

FILE = "https://files.example.org/evse-2.6.bin"
OCPP = ("ocpp1.6", "ocpp2.0.1")


@pytest.fixture
def connected(operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]) -> Any:
    async def make(protocol: str) -> tuple[dict[str, Any], Gateway]:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(protocol=protocol), gateway.booted())
        return station, gateway

    return make


async def state(operator: Operator, command: Any) -> tuple[str, str | None, str | None]:
    told = (await operator.get(f"/commands/{command['command_id']}")).json()
    return told["status"], told["result_code"], told["result_text"]


def progress(gateway: Gateway, fact: str, status: str) -> Any:
    return gateway.fact(f"{fact}.status-changed", status=status, received_at="2026-11-26T05:00:00Z")


@pytest.mark.parametrize("protocol", OCPP)
class TestFirmware:
    @pytest.mark.req("CMD-038", "CMD-042")
    async def test_it_is_done_when_it_is_installed(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions, protocol: str
    ) -> None:
        station, gateway = await connected(protocol)
        command = await operator.command(station, "update_firmware", parameters={"location": FILE})
        [sent] = await published(sessions, station["id"], "station-commands")
        assert (sent["data"]["kind"], sent["data"]["parameters"]) == ("update_firmware", {"location": FILE})
        await worker.apply(progress(gateway, "firmware", "Installed"))
        assert (await state(operator, command))[0] == "scheduled"
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        for status in ("Downloading", "Downloaded", "Installing"):
            await worker.apply(progress(gateway, "firmware", status))
            assert await state(operator, command) == ("received", "accepted", status)
        await worker.apply(progress(gateway, "firmware", "Installed"))
        assert (await state(operator, command))[:2] == ("succeeded", "accepted")

    @pytest.mark.req("CMD-044", "RCM-024")
    async def test_it_fails_with_the_words_of_the_station(
        self, operator: Operator, worker: Worker, connected: Any, protocol: str
    ) -> None:
        station, gateway = await connected(protocol)
        command = await operator.command(station, "update_firmware", parameters={"location": FILE})
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        await worker.apply(progress(gateway, "firmware", "DownloadFailed"))
        assert await state(operator, command) == ("failed", "error", "DownloadFailed")
        await worker.apply(progress(gateway, "firmware", "Installed"))
        assert (await state(operator, command))[0] == "failed"


class TestLog:
    @pytest.mark.req("CMD-013")
    @pytest.mark.parametrize("protocol", OCPP)
    async def test_a_day_of_the_stations_calendar_is_uploaded(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions, protocol: str
    ) -> None:
        station, gateway = await connected(protocol)
        wanted = {"date": "2026-11-20", "location": "ftp://files.example.org/logs/"}
        command = await operator.command(station, "get_station_log", parameters=wanted)
        [sent] = await published(sessions, station["id"], "station-commands")
        assert sent["data"]["parameters"] == wanted | {
            "since": "2026-11-20T00:00:00+03:00",
            "until": "2026-11-21T00:00:00+03:00",
        }
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        await worker.apply(progress(gateway, "log", "Uploading"))
        assert await state(operator, command) == ("received", "accepted", "Uploading")
        await worker.apply(progress(gateway, "log", "Uploaded"))
        assert (await state(operator, command))[0] == "succeeded"

    @pytest.mark.parametrize("protocol", OCPP)
    async def test_an_ocpp_station_has_to_know_where_to(
        self, operator: Operator, connected: Any, protocol: str
    ) -> None:
        station, _ = await connected(protocol)
        body = {"station_id": station["id"], "kind": "get_station_log", "parameters": {"date": "2026-11-20"}}
        refused = await operator.post("/commands", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "location_missing")


@pytest.mark.parametrize("location", ["", "no address", "file:///etc/passwd", "https://a b"])
async def test_a_location_is_an_address_that_stations_can_reach(
    operator: Operator, connected: Any, location: str
) -> None:
    station, _ = await connected("ocpp1.6")
    body = {"station_id": station["id"], "kind": "update_firmware", "parameters": {"location": location}}
    assert (await operator.post("/commands", body)).status_code == 422


async def test_our_own_protocol_updates_controllers_instead(operator: Operator, connected: Any) -> None:
    station, _ = await connected("native")
    body = {"station_id": station["id"], "kind": "update_firmware", "parameters": {"location": FILE}}
    assert (await operator.post("/commands", body)).json()["code"] == "not_supported_by_protocol"
