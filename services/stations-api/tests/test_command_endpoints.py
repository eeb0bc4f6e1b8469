from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import FakeClock
from common.tokens import verify_number
from stations_api.settings import StationsSettings
from stations_support import Gateway, Maker, Operator, Worker, published


class TestCreate:
    @pytest.mark.req("CMD-039", "CMD-040")
    async def test_it_lives_150_seconds_from_its_creation(self, operator: Operator, clock: FakeClock) -> None:
        command = await operator.command(await operator.station(), "soft_reset")
        assert (command["status"], command["created_by"]) == ("scheduled", "operator")
        created, expires = (datetime.fromisoformat(command[name]) for name in ("created_at", "expires_at"))
        assert (created, expires - created) == (clock.now(), timedelta(seconds=150))

    @pytest.mark.req("CMD-036", "RCM-006")
    async def test_an_absent_station_is_told_at_once_and_nothing_is_sent(
        self, operator: Operator, sessions: Sessions
    ) -> None:
        station = await operator.station()
        command = await operator.command(station, "soft_reset")
        assert (command["status"], command["result_code"], command["sent_at"]) == ("scheduled", "station_offline", None)
        assert await published(sessions, station["id"], "station-commands") == []
        [told] = await published(sessions, station["id"], "commands")
        assert told["type"] == "command.created.v1"

    async def test_a_connected_station_gets_it_on_its_partition_after_the_others_know(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of(station, partition=7).connected())
        command = await operator.command(station, "start_session", connector_number=1)
        told, sent = (await published(sessions, station["id"]))[-2:]
        assert (told["topic"], sent["topic"]) == ("commands", "station-commands")
        assert (told["type"], sent["type"], sent["partition"]) == ("command.created.v1", "command.requested.v1", 7)
        assert sent["data"]["command_id"] == command["command_id"]
        assert sent["data"]["remote_token"] == told["data"]["remote_token"]
        assert command["sent_at"] is not None

    async def test_the_token_of_a_start_proves_its_number(self, operator: Operator, settings: StationsSettings) -> None:
        station = await operator.station()
        start = await operator.command(station, "start_session", connector_number=1)
        other = await operator.command(station, "unlock_connector", connector_number=1)
        assert len(start["remote_token"]) == 16
        assert verify_number(settings.token_key, "SC", start["remote_token"]) == start["number"]
        assert other["remote_token"] is None

    async def test_the_same_request_twice_is_one_command(self, operator: Operator) -> None:
        station = await operator.station()
        body = {"station_id": station["id"], "kind": "soft_reset"}
        first, second = [await operator.post("/commands", body, key="reset-1") for _ in range(2)]
        assert (second.status_code, second.json()["command_id"]) == (202, first.json()["command_id"])

    @pytest.mark.parametrize(
        "body",
        [
            {"kind": "dance"},
            {"kind": "start_session"},
            {"kind": "stop_session", "connector_number": 0},
            {"kind": "hard_reset", "connector_number": 1},
            {"kind": "change_availability"},
            {"kind": "change_availability", "parameters": {"operative": "yes"}},
            {"kind": "trigger_message", "parameters": {"message": "Nothing"}},
            {"kind": "soft_reset", "parameters": {"hard": True}},
            {"kind": "soft_reset", "payer": {"kind": "none"}},
            {"kind": "start_session", "connector_number": 1, "payer": {"kind": "user"}},
            {"kind": "start_session", "connector_number": 1, "payer": {"kind": "none", "id": str(uuid7())}},
            {"kind": "start_session", "connector_number": 9},
        ],
    )
    async def test_what_makes_no_sense_is_refused(self, operator: Operator, body: Any) -> None:
        station = await operator.station()
        refused = await operator.post("/commands", {"station_id": station["id"], **body})
        assert refused.status_code == 422
        assert refused.json()["params"]["fields"]


class TestStop:
    @pytest.mark.req("CMD-016")
    async def test_it_names_the_open_transaction(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(), gateway.started(2, "4711"))
        await operator.command(station, "stop_session", connector_number=2)
        [sent] = await published(sessions, station["id"], "station-commands")
        assert sent["data"]["transaction_number"] == "4711"

    async def test_nothing_to_stop_is_a_conflict(self, operator: Operator) -> None:
        station = await operator.station()
        body = {"station_id": station["id"], "kind": "stop_session", "connector_number": 1}
        refused = await operator.post("/commands", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "no_open_transaction")
        assert refused.json()["params"] == {"connector_number": 1}


class TestPayer:
    async def test_labels_come_from_the_copies(
        self, operator: Operator, make_user: Maker, make_organization: Maker
    ) -> None:
        station, user, company = await operator.station(), await make_user(), await make_organization("Taxi")

        async def payer(**wanted: object) -> Any:
            return (await operator.command(station, "start_session", connector_number=1, **wanted))["payer"]

        assert await payer(payer={"kind": "user", "id": str(user)}) == {
            "kind": "user",
            "id": str(user),
            "label": "Ivanov I.",
        }
        assert (await payer(payer={"kind": "organization", "id": str(company)}))["label"] == "Taxi"
        assert await payer() == {"kind": "none", "id": None, "label": None}

    async def test_unknown_foreign_and_blocked_payers_are_refused(
        self, operator: Operator, operator_with: Callable[..., Operator], make_user: Maker, make_organization: Maker
    ) -> None:
        own, foreign = await make_organization(), await make_organization()
        station = await operator.station(organization_id=str(own))
        person = operator_with(organizations=[own])
        stranger, blocked = await make_user(foreign), await make_user(own, is_blocked=True)

        async def refusal(kind: str, payer_id: object) -> object:
            payer = {"kind": kind, "id": str(payer_id)}
            body = {"station_id": station["id"], "kind": "start_session", "connector_number": 1, "payer": payer}
            return (await person.post("/commands", body)).json()["code"]

        assert await refusal("user", uuid7()) == "payer_unknown"
        assert await refusal("user", stranger) == "payer_unknown"
        assert await refusal("organization", foreign) == "payer_unknown"
        assert await refusal("user", blocked) == "payer_blocked"


class TestRead:
    async def test_another_organization_neither_sees_nor_commands(
        self, operator: Operator, operator_with: Callable[..., Operator], make_organization: Maker
    ) -> None:
        owner, stranger = await make_organization(), await make_organization()
        station = await operator.station(organization_id=str(owner))
        command = await operator.command(station, "soft_reset")
        theirs, mine = operator_with(organizations=[stranger]), operator_with(organizations=[owner])
        path = f"/commands/{command['command_id']}"
        assert (await mine.get(path)).json() == command
        assert (await theirs.get(path)).json()["code"] == "command_not_found"
        assert (await theirs.get("/commands")).json()["total"] == 0
        refused = await theirs.post("/commands", {"station_id": station["id"], "kind": "soft_reset"})
        assert (refused.status_code, refused.json()["code"]) == (404, "station_not_found")

    @pytest.mark.req("RCM-001", "RCM-002", "RCM-010")
    async def test_the_list_shows_30_days_newest_first(self, operator: Operator, clock: FakeClock) -> None:
        station = await operator.station()
        old = await operator.command(station, "soft_reset")
        clock.advance(days=29)
        newer = await operator.command(station, "hard_reset")
        listed = (await operator.get("/commands", station_id=station["id"])).json()["items"]
        assert [item["command_id"] for item in listed] == [newer["command_id"], old["command_id"]]
        clock.advance(days=2)
        listed = (await operator.get("/commands", station_id=station["id"], status="scheduled")).json()["items"]
        assert [item["command_id"] for item in listed] == [newer["command_id"]]
