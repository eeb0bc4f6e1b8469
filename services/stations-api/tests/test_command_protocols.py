"""Commands of three protocols: what each can be asked, what its answers mean, settings read back."""

from collections.abc import Callable
from typing import Any

import pytest
from common.db import Sessions
from common.testing.helpers import FakeClock
from stations_support import Gateway, Operator, Worker, published

SETTING = {"key": "HeartbeatInterval", "value": "60"}
VARIABLE = {"component": "OCPPCommCtrlr", "variable": "HeartbeatInterval"}


@pytest.fixture
def connected(operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]) -> Any:
    """`station, gateway = await connected("ocpp2.0.1")`."""

    async def make(protocol: str = "ocpp1.6") -> tuple[Any, Gateway]:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(protocol=protocol))
        return station, gateway

    return make


async def state(operator: Operator, command: Any) -> tuple[str, str | None]:
    read = (await operator.get(f"/commands/{command['command_id']}")).json()
    return read["status"], read["result_code"]


class TestKinds:
    @pytest.mark.parametrize(
        ("protocol", "kind", "parameters"),
        [
            ("ocpp1.6", "get_variables", {"variables": [VARIABLE]}),
            ("ocpp1.6", "get_base_report", {}),
            ("ocpp2.0.1", "set_configuration", SETTING),
            ("ocpp2.1", "get_configuration", {}),
            ("native", "ocpp_call", {"action": "ClearCache"}),
        ],
    )
    async def test_what_the_protocol_does_not_have_is_refused(
        self, operator: Operator, connected: Any, protocol: str, kind: str, parameters: Any
    ) -> None:
        station, _ = await connected(protocol)
        body = {"station_id": station["id"], "kind": kind, "parameters": parameters}
        refused = await operator.post("/commands", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "not_supported_by_protocol")
        assert refused.json()["params"]["kind"] == kind

    @pytest.mark.parametrize(
        ("protocol", "kind", "parameters"),
        [
            ("ocpp1.6", "ocpp_call", {"action": "ClearCache", "payload": {}}),
            ("ocpp2.1", "ocpp_call", {"action": "GetReport", "payload": {"requestId": 1}}),
            ("ocpp1.6", "get_configuration", {"keys": ["HeartbeatInterval"]}),
            ("ocpp2.0.1", "get_variables", {"variables": [{**VARIABLE, "attribute": "Actual"}]}),
            ("ocpp2.0.1", "set_variables", {"variables": [{**VARIABLE, "attribute": "Actual", "value": "60"}]}),
            ("ocpp2.0.1", "get_base_report", {"report_base": "FullInventory"}),
            ("native", "soft_reset", {}),
        ],
    )
    async def test_what_it_has_goes_out_as_asked(
        self, operator: Operator, connected: Any, sessions: Sessions, protocol: str, kind: str, parameters: Any
    ) -> None:
        station, _ = await connected(protocol)
        await operator.command(station, kind, parameters=parameters)
        [sent] = await published(sessions, station["id"], "station-commands")
        assert (sent["data"]["kind"], sent["data"]["parameters"]) == (kind, parameters)

    @pytest.mark.parametrize(
        ("kind", "parameters"),
        [
            ("ocpp_call", {}),
            ("ocpp_call", {"action": "no blanks"}),
            ("set_configuration", {"key": "A"}),
            ("get_configuration", {"keys": [""]}),
            ("get_variables", {"variables": []}),
            ("set_variables", {"variables": [VARIABLE]}),
            ("get_base_report", {"report_base": "Everything"}),
        ],
    )
    async def test_parameters_are_checked(self, operator: Operator, kind: str, parameters: Any) -> None:
        station = await operator.station()
        body = {"station_id": station["id"], "kind": kind, "parameters": parameters}
        assert (await operator.post("/commands", body)).status_code == 422


class TestAnswers:
    @pytest.mark.parametrize(
        ("outcome", "word", "expected"),
        [
            ("accepted", "Accepted", ("succeeded", "accepted")),
            ("rejected", "Rejected", ("failed", "rejected")),
            ("rejected", "NotSupported", ("failed", "rejected")),
            ("accepted", "RebootRequired", ("succeeded", "reboot_required")),
            ("rejected", "RebootRequired", ("succeeded", "reboot_required")),
        ],
    )
    async def test_of_a_setting(
        self, operator: Operator, worker: Worker, connected: Any, outcome: str, word: str, expected: Any
    ) -> None:
        station, gateway = await connected()
        command = await operator.command(station, "set_configuration", parameters=SETTING)
        await worker.apply(gateway.delivered(command), gateway.answered(command, outcome, answer={"status": word}))
        assert await state(operator, command) == expected

    async def test_of_variables_the_worst_word_counts(self, operator: Operator, worker: Worker, connected: Any) -> None:
        station, gateway = await connected("ocpp2.0.1")
        wanted = {"variables": [VARIABLE | {"value": "60"}]}
        command = await operator.command(station, "set_variables", parameters=wanted)
        rows = [{"attributeStatus": "Accepted"}, {"attributeStatus": "RebootRequired"}]
        await worker.apply(gateway.delivered(command), gateway.answered(command, answer={"setVariableResult": rows}))
        assert await state(operator, command) == ("succeeded", "reboot_required")


class TestReadBack:
    @pytest.mark.parametrize(
        ("shown", "expected"), [(" 60 ", ("succeeded", "accepted")), (30, ("received", "accepted"))]
    )
    async def test_a_setting_has_succeeded_when_the_station_shows_it(
        self,
        operator: Operator,
        worker: Worker,
        connected: Any,
        sessions: Sessions,
        shown: Any,
        expected: Any,
    ) -> None:
        station, gateway = await connected()
        command = await operator.command(station, "set_configuration", parameters=SETTING | {"read_back": True})
        setting, question = await published(sessions, station["id"], "station-commands")
        assert setting["data"]["parameters"] == SETTING
        assert (question["data"]["kind"], question["data"]["parameters"]) == (
            "get_configuration",
            {"keys": ["HeartbeatInterval"]},
        )
        await worker.apply(gateway.delivered(command), gateway.answered(command, answer={"status": "Accepted"}))
        assert await state(operator, command) == ("received", "accepted")
        answer = {"configurationKey": [{"key": "HeartbeatInterval", "readonly": False, "value": shown}]}
        await worker.apply(gateway.answered(question["data"], answer=answer))
        assert await state(operator, command) == expected

    @pytest.mark.parametrize(
        ("shown", "expected"), [("60", ("succeeded", "accepted")), ("30", ("received", "accepted"))]
    )
    async def test_variables_have_succeeded_when_the_station_shows_them(
        self,
        operator: Operator,
        worker: Worker,
        connected: Any,
        sessions: Sessions,
        shown: str,
        expected: Any,
    ) -> None:
        station, gateway = await connected("ocpp2.0.1")
        place = {"component": "Connector", "evse_id": 1, "connector_id": 2, "variable": "Limit"}
        wanted = {"variables": [{**place, "value": "60"}], "read_back": True}
        command = await operator.command(station, "set_variables", parameters=wanted)
        setting, question = await published(sessions, station["id"], "station-commands")
        assert "read_back" not in setting["data"]["parameters"]
        assert question["data"]["parameters"] == {"variables": [{**place, "attribute": "Actual"}]}
        result = [{"attributeStatus": "Accepted"}]
        await worker.apply(gateway.delivered(command), gateway.answered(command, answer={"setVariableResult": result}))
        assert await state(operator, command) == ("received", "accepted")
        row = {
            "attributeStatus": "Accepted",
            "attributeValue": shown,
            "component": {"name": "Connector", "evse": {"id": 1, "connectorId": 2}},
            "variable": {"name": "Limit"},
        }
        await worker.apply(gateway.answered(question["data"], answer={"getVariableResult": [row]}))
        assert await state(operator, command) == expected


def document(gateway: Gateway, **settings: Any) -> Any:
    body = {"version": 2, "settings": settings}
    return gateway.fact("native.reported", kind="settings", body=body, received_at=gateway.now())


class TestSettingsDocument:
    """A native station tells its settings as one document: that is the effect of reading and of changing them."""

    async def test_reading_is_done_when_it_is_told(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions
    ) -> None:
        station, gateway = await connected("native")
        command = await operator.command(station, "get_configuration")
        [sent] = await published(sessions, station["id"], "station-commands")
        assert (sent["data"]["kind"], sent["data"]["parameters"]) == (
            "trigger_message",
            {"message": "settings_document"},
        )
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        assert await state(operator, command) == ("received", "accepted")
        await worker.apply(document(gateway, language="ru", limits={"power_w": 60_000}, tags=["a"]))
        assert await state(operator, command) == ("succeeded", "accepted")
        rows = (await operator.get(f"/stations/{station['id']}/variables")).json()["items"]
        assert {row["variable"]: row["value"] for row in rows} == {
            "language": "ru",
            "limits.power_w": "60000",
            "tags": '["a"]',
        }
        assert {row["component"] for row in rows} == {"Configuration"}

    @pytest.mark.parametrize(("text", "value"), [("60", 60), ("true", True), ("en", "en"), ('{"a":1}', '{"a":1}')])
    async def test_a_change_is_done_when_it_is_in_force(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions, text: str, value: Any
    ) -> None:
        station, gateway = await connected("native")
        wanted = {"key": "screen_off_s", "value": text, "read_back": True}
        command = await operator.command(station, "set_configuration", parameters=wanted)
        [sent] = await published(sessions, station["id"], "station-commands")
        assert (sent["data"]["kind"], sent["data"]["parameters"]) == (
            "change_station_settings",
            {"screen_off_s": value},
        )
        await worker.apply(gateway.delivered(command), gateway.answered(command), document(gateway, screen_off_s=30))
        assert await state(operator, command) == ("received", "accepted")
        await worker.apply(document(gateway, screen_off_s=value))
        assert await state(operator, command) == ("succeeded", "accepted")

    async def test_a_document_that_was_under_way_before_shows_nothing(
        self, operator: Operator, worker: Worker, connected: Any, clock: FakeClock
    ) -> None:
        station, gateway = await connected("native")
        command = await operator.command(station, "get_configuration")
        early = document(gateway, language="ru")
        clock.advance(seconds=1)
        await worker.apply(gateway.delivered(command), early)
        assert await state(operator, command) == ("received", None)

    async def test_a_station_that_refuses_has_said_so(self, operator: Operator, worker: Worker, connected: Any) -> None:
        station, gateway = await connected("native")
        command = await operator.command(station, "set_configuration", parameters=SETTING)
        await worker.apply(gateway.delivered(command), gateway.answered(command, "rejected"))
        assert (await state(operator, command))[0] == "failed"


async def test_the_list_is_filtered_by_number_station_and_kind(operator: Operator) -> None:
    station = await operator.station()
    command = await operator.command(station, "soft_reset")
    await operator.command(station, "hard_reset")
    for filters in ({"number": command["number"]}, {"station_number": station["number"], "kind": "soft_reset"}):
        found = (await operator.get("/commands", **filters)).json()["items"]
        assert [item["command_id"] for item in found] == [command["command_id"]]
