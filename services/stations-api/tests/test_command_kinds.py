"""Each command of CMD-008..022 on the protocols that carry it: what is sent, what counts as its effect."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from common.db import Sessions
from common.events import Envelope
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock, deeds
from stations_api.commands.watch import settle_due
from stations_api.db import OutboxMessage
from stations_api.session_stops.consumers import SessionStopsUnit
from stations_api.settings import StationsSettings
from stations_support import Gateway, Maker, Operator, Worker, published

OCPP = ("ocpp1.6", "ocpp2.0.1")
ALL = (*OCPP, "native")


@pytest.fixture
def connected(operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]) -> Any:
    """`station, gateway = await connected("native")`."""

    async def make(protocol: str = "ocpp1.6") -> tuple[Any, Gateway]:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(protocol=protocol), gateway.booted(), gateway.status(1))
        return station, gateway

    return make


async def state(operator: Operator, command: Any) -> tuple[str, str | None]:
    read = (await operator.get(f"/commands/{command['command_id']}")).json()
    return read["status"], read["result_code"]


async def connector_status(operator: Operator, station: Any) -> tuple[str, str]:
    connector = (await operator.get(f"/stations/{station['id']}")).json()["connectors"][0]
    return connector["status"], connector["controller_status"]


async def requested(sessions: Sessions, station: Any) -> list[dict[str, Any]]:
    return [event["data"] for event in await published(sessions, station["id"], "station-commands")]


@pytest.mark.parametrize("protocol", ALL)
class TestAvailability:
    @pytest.mark.req("CMD-010", "CMD-011", "CMD-042", "ENU-161", "ENU-162", "ENU-076")
    async def test_out_of_service_and_back(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions, protocol: str
    ) -> None:
        station, gateway = await connected(protocol)
        command = await operator.command(station, "set_out_of_service")
        [sent] = await requested(sessions, station)
        assert (sent["kind"], sent["parameters"]) == ("change_availability", {"operative": False})
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        assert await state(operator, command) == ("received", "accepted")
        await worker.apply(*(gateway.status(number, "Unavailable") for number in (0, 1, 2)))
        assert await state(operator, command) == ("succeeded", "accepted")
        card = (await operator.get(f"/stations/{station['id']}")).json()
        assert (card["logical_status"], card["connectors"][0]["status"]) == ("out_of_service", "disabled")
        back = await operator.command(station, "set_working")
        await worker.apply(gateway.delivered(back), gateway.answered(back))
        await worker.apply(*(gateway.status(number) for number in (0, 1, 2)))
        assert await state(operator, back) == ("succeeded", "accepted")
        assert (await operator.get(f"/stations/{station['id']}")).json()["logical_status"] == "working"

    @pytest.mark.req("CMD-022", "CMD-029", "ENU-175", "ENU-176")
    async def test_a_connector_is_blocked_when_its_car_is_gone(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions, protocol: str
    ) -> None:
        station, gateway = await connected(protocol)
        await worker.apply(gateway.started(1))
        command = await operator.command(station, "block_connector", connector_number=1)
        [sent] = await requested(sessions, station)
        assert (sent["kind"], sent["connector_number"]) == ("change_availability", 1)
        await worker.apply(gateway.delivered(command), gateway.answered(command, answer={"status": "Scheduled"}))
        assert await state(operator, command) == ("succeeded", "scheduled_by_station")
        read = (await operator.get(f"/stations/{station['id']}")).json()["connectors"][0]
        assert (read["transaction_number"], read["is_disabled_by_us"]) == ("77", True)


class TestActivation:
    @pytest.mark.req("CMD-012", "ENU-083", "ENU-084", "ENU-163", "ENU-164", "STN-052")
    async def test_done_at_once_without_asking_the_station(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station()
        command = await operator.command(station, "deactivate_station")
        assert (command["status"], command["result_code"]) == ("succeeded", "accepted")
        assert command["observed_at"] is not None
        assert (await operator.get(f"/stations/{station['id']}")).json()["is_activated"] is False
        assert await requested(sessions, station) == []
        snapshot = (await published(sessions, station["id"], "stations"))[-1]["data"]
        assert (snapshot["is_activated"], snapshot["revision"]) == (False, 2)
        await operator.command(station, "activate_station")
        read = (await operator.get(f"/stations/{station['id']}")).json()
        assert (read["is_activated"], read["revision"]) == (True, 3)

    @pytest.mark.req("STN-010")
    async def test_the_list_can_leave_test_stations_out(self, operator: Operator) -> None:
        station = await operator.station()
        await operator.command(station, "deactivate_station")
        for is_activated, expected in ((None, 1), (True, 0), (False, 1)):
            filters = {} if is_activated is None else {"is_activated": is_activated}
            found = (await operator.get("/stations", q=station["number"], **filters)).json()["items"]
            assert len(found) == expected


LATER: dict[str, tuple[str, dict[str, Any]]] = {
    "update_controller_firmware": ("update", {"target": "controller", "status": "installed"}),
    "update_module_controller_firmware": ("update", {"target": "module_controller", "status": "installed"}),
    "get_station_log": ("journal", {"file_name": "a.log", "part": 1, "is_last": True, "lines": []}),
}
"""What shows the effect of those that an answer only begins."""
NATIVE_ONLY: list[tuple[str, str, int | None, dict[str, Any]]] = [
    ("CMD-017", "restart_controller", 1, {}),
    ("CMD-020", "sync_controller_time", 1, {}),
    ("CMD-021", "update_controller_firmware", 1, {"file_name": "AC_Controller.2.6.r13.aes", "file_type": "main"}),
    ("CMD-033", "update_module_controller_firmware", None, {"file_name": "modules.aes"}),
    ("CMD-034", "restart_module_controller", None, {}),
    ("CMD-013", "get_station_log", None, {"date": "2026-11-20"}),
]


class TestNativeKinds:
    @pytest.mark.req("CMD-013", "CMD-017", "CMD-020", "CMD-021", "CMD-030", "CMD-031", "CMD-033", "CMD-034")
    @pytest.mark.parametrize(
        ("kind", "number", "parameters"), [row[1:] for row in NATIVE_ONLY], ids=[row[1] for row in NATIVE_ONLY]
    )
    async def test_the_native_station_gets_it_as_it_is(
        self,
        operator: Operator,
        worker: Worker,
        connected: Any,
        sessions: Sessions,
        kind: str,
        number: Any,
        parameters: Any,
    ) -> None:
        station, gateway = await connected("native")
        command = await operator.command(station, kind, connector_number=number, parameters=parameters)
        [sent] = await requested(sessions, station)
        assert (sent["kind"], sent["connector_number"], sent["parameters"]) == (kind, number, parameters)
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        if kind in LATER:
            assert await state(operator, command) == ("received", "accepted")
            told, body = LATER[kind]
            for command_id in (str(uuid7()), command["command_id"]):
                about = {"kind": told, "body": body | {"command_id": command_id}, "received_at": gateway.now()}
                assert await state(operator, command) == ("received", "accepted")
                await worker.apply(gateway.fact("native.reported", **about))
        assert await state(operator, command) == ("succeeded", "accepted")

    @pytest.mark.req("CMD-021", "CMD-044")
    async def test_an_update_tells_how_far_it_is_and_why_it_failed(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = await connected("native")
        wanted = {"connector_number": 1, "parameters": {"file_name": "a.aes"}}
        command = await operator.command(station, "update_controller_firmware", **wanted)

        def step(status: str, **more: Any) -> Any:
            body = {"target": "controller", "status": status, "command_id": command["command_id"], **more}
            return gateway.fact("native.reported", kind="update", body=body, received_at=gateway.now())

        await worker.apply(gateway.delivered(command), gateway.answered(command), step("installing"))
        read = (await operator.get(f"/commands/{command['command_id']}")).json()
        assert (read["status"], read["result_text"]) == ("received", "installing")
        await worker.apply(step("failed", text="checksum differs"))
        read = (await operator.get(f"/commands/{command['command_id']}")).json()
        assert (read["status"], read["result_code"], read["result_text"]) == ("failed", "error", "checksum differs")

    @pytest.mark.parametrize("protocol", OCPP)
    @pytest.mark.parametrize("kind", [row[1] for row in NATIVE_ONLY[:-1]] + ["emergency_stop"])
    async def test_ocpp_has_no_message_for_it(
        self, operator: Operator, connected: Any, protocol: str, kind: str
    ) -> None:
        station, _ = await connected(protocol)
        given = {row[1]: row[2:] for row in NATIVE_ONLY} | {"emergency_stop": (1, {})}
        body = {"station_id": station["id"], "kind": kind, "connector_number": given[kind][0]}
        refused = await operator.post("/commands", body | {"parameters": given[kind][1]})
        assert (refused.status_code, refused.json()["code"]) == (409, "not_supported_by_protocol")

    @pytest.mark.req("CMD-019", "CMD-027", "ENU-172")
    async def test_an_emergency_stop_is_seen_at_the_connector(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = await connected("native")
        command = await operator.command(station, "emergency_stop", connector_number=1)
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        assert await state(operator, command) == ("received", "accepted")
        stopped = {"status": "emergency_stopped", "controller_status": "E9"}
        await worker.apply(gateway.status(2, "Faulted", **stopped))
        assert await state(operator, command) == ("received", "accepted")
        await worker.apply(gateway.status(1, "Faulted", **stopped))
        assert await state(operator, command) == ("succeeded", "accepted")

    @pytest.mark.req("CMD-028")
    @pytest.mark.parametrize("by_command", [True, False], ids=["by restart of the controller", "by its button"])
    async def test_an_emergency_stopped_connector_comes_back(
        self, operator: Operator, worker: Worker, connected: Any, by_command: bool
    ) -> None:
        station, gateway = await connected("native")
        stopped = {"status": "emergency_stopped", "controller_status": "E9"}
        await worker.apply(gateway.status(1, "Faulted", **stopped))
        if by_command:
            command = await operator.command(station, "restart_controller", connector_number=1)
            await worker.apply(gateway.delivered(command), gateway.answered(command))
            assert await state(operator, command) == ("succeeded", "accepted")
        status = await connector_status(operator, station)
        assert status == ("emergency_stopped", "E9")
        await worker.apply(gateway.status(1, "Available"))
        assert await connector_status(operator, station) == ("available", "A")

    @pytest.mark.req("CMD-018", "CMD-026")
    async def test_an_unlocking_waits_for_the_word_at_the_screen(
        self, operator: Operator, worker: Worker, connected: Any, clock: FakeClock
    ) -> None:
        station, gateway = await connected("native")
        command = await operator.command(station, "unlock_connector", connector_number=1)
        asked = {"kind": "station", "body": {"screen": "EvseCommandConfirmDialog"}, "received_at": clock.now()}
        await worker.apply(gateway.delivered(command), gateway.fact("native.reported", **asked))
        assert await state(operator, command) == ("received", None)
        card = (await operator.get(f"/stations/{station['id']}")).json()
        assert card["screen"] == "EvseCommandConfirmDialog"
        await worker.apply(
            gateway.answered(command, "rejected", error={"code": "Declined", "description": "at the screen"})
        )
        assert await state(operator, command) == ("failed", "rejected")

    @pytest.mark.req("CMD-014", "ENU-166")
    async def test_a_remote_authorisation_names_a_known_user(
        self, operator: Operator, connected: Any, make_user: Maker
    ) -> None:
        station, _ = await connected("native")
        refusals = (
            (uuid7(), "payer_unknown"),
            (await make_user(is_blocked=True), "payer_blocked"),
            (await make_user(roles=["dispatcher"]), "role_unfit"),
            (await make_user(roles=[]), "role_unfit"),
            (await make_user(roles=None), "role_unfit"),
        )
        for user_id, code in refusals:
            body = {"station_id": station["id"], "kind": "remote_authorization"}
            refused = await operator.post("/commands", body | {"parameters": {"user_id": str(user_id)}})
            assert refused.json()["code"] == code
        for roles in (["technik"], ["customer", "dispatcher"]):
            accepted = {"user_id": str(await make_user(roles=roles))}
            command = await operator.command(station, "remote_authorization", parameters=accepted)
            assert command["parameters"] == accepted

    @pytest.mark.req("CMD-004", "CMD-005")
    @pytest.mark.parametrize("parameters", [{}, {"date": "yesterday"}, {"date": "2026-11-20", "hour": 1}])
    async def test_required_parameters(self, operator: Operator, connected: Any, parameters: Any) -> None:
        station, _ = await connected("native")
        body = {"station_id": station["id"], "kind": "get_station_log", "parameters": parameters}
        assert (await operator.post("/commands", body)).status_code == 422


class TestLife:
    @pytest.mark.req("CMD-036", "CMD-039", "CMD-043", "RCM-006", "RCM-007", "RCM-015")
    @pytest.mark.parametrize("protocol", ALL)
    async def test_a_station_that_comes_back_too_late_does_not_get_it(
        self,
        operator: Operator,
        worker: Worker,
        connected: Any,
        sessions: Sessions,
        runtime: Runtime,
        clock: FakeClock,
        protocol: str,
    ) -> None:
        station, gateway = await connected(protocol)
        await worker.apply(gateway.disconnected())
        command = await operator.command(station, "hard_reset")
        assert await state(operator, command) == ("scheduled", "station_offline")
        clock.advance(seconds=151)
        async with runtime.sessions.begin() as session:
            await settle_due(session, clock)
        assert (await state(operator, command))[0] == "expired"
        gateway.epoch += 1
        await worker.apply(gateway.connected(protocol=protocol))
        assert await requested(sessions, station) == []

    @pytest.mark.req("CMD-037", "RCM-008", "RCM-009", "RCM-012", "RCM-013", "RCM-019")
    async def test_the_list_finds_it_by_number_and_serial_number(self, operator: Operator) -> None:
        station = await operator.station(serial_number="10000000aba2b966")
        await operator.command(station, "soft_reset")
        for text in ("ABA2B9", station["number"][3:9]):
            [found] = (await operator.get("/commands", q=text)).json()["items"]
            assert (found["station_number"], found["station_serial_number"]) == (station["number"], "10000000aba2b966")
            assert found["created_by"] == "operator"
        assert (await operator.get("/commands", q="10000000zz")).json()["items"] == []


class TestSystemStops:
    """USR-093, USR-105: sessions-api wants a session to end."""

    @pytest.fixture
    def ask(self, sessions: Sessions, settings: StationsSettings, clock: FakeClock) -> Any:
        async def run(*wanted: dict[str, Any]) -> None:
            async with sessions.begin() as session:
                unit = SessionStopsUnit(session, settings, clock)
                for data in wanted:
                    kind = "session.stop-requested.v1"
                    await unit.handlers[kind](Envelope("", "/sessions-api", kind, "", clock.now(), data))
                await unit.finish()

        return run

    @staticmethod
    def wanted(station: Any, number: str = "77", **changed: Any) -> dict[str, Any]:
        told = {"session_id": str(uuid7()), "station_id": station["id"], "connector_number": 1}
        return {**told, "transaction_number": number, "reason": "energy_limit", **changed}

    @pytest.mark.req("USR-105", "CMD-016")
    @pytest.mark.parametrize("protocol", ALL)
    async def test_one_command_in_the_name_of_the_system(
        self, operator: Operator, worker: Worker, connected: Any, ask: Any, sessions: Sessions, protocol: str
    ) -> None:
        station, gateway = await connected(protocol)
        await worker.apply(gateway.started(1))
        await ask(self.wanted(station), self.wanted(station))
        await ask(self.wanted(station))
        [command] = (await operator.get("/commands", station_id=station["id"])).json()["items"]
        assert (command["kind"], command["created_by"], command["transaction_number"]) == (
            "stop_session",
            "system",
            "77",
        )
        assert command["parameters"] == {"reason": "energy_limit"}
        [sent] = await requested(sessions, station)
        assert (sent["kind"], sent["transaction_number"]) == ("stop_session", "77")
        await worker.apply(gateway.delivered(command), gateway.answered(command), gateway.ended("77"))
        assert await state(operator, command) == ("succeeded", "accepted")
        [deed] = await deeds(sessions, OutboxMessage, operation="command_created", link_id=command["command_id"])
        assert (deed["source_type"], deed["source"]) == ("service", "stations-api")

    async def test_again_when_the_first_has_expired(
        self, operator: Operator, worker: Worker, connected: Any, ask: Any, runtime: Runtime, clock: FakeClock
    ) -> None:
        station, gateway = await connected()
        await worker.apply(gateway.started(1), gateway.disconnected())
        await ask(self.wanted(station))
        clock.advance(seconds=151)
        async with runtime.sessions.begin() as session:
            await settle_due(session, clock)
        await ask(self.wanted(station))
        listed = (await operator.get("/commands", station_id=station["id"])).json()["items"]
        assert sorted(command["status"] for command in listed) == ["expired", "scheduled"]

    async def test_nothing_for_a_session_that_is_over(
        self, operator: Operator, worker: Worker, connected: Any, ask: Any
    ) -> None:
        station, gateway = await connected()
        await worker.apply(gateway.started(1), gateway.ended("77"))
        await ask(self.wanted(station), self.wanted({"id": str(uuid7())}), self.wanted(station, connector_number=9))
        assert (await operator.get("/commands", station_id=station["id"])).json()["items"] == []


def test_a_command_lives_150_seconds(settings: StationsSettings) -> None:
    assert settings.command_lifetime == timedelta(seconds=150)
