"""Commands under way: delivery, answer, observed effect, reconnection."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from common.db import Sessions
from common.testing.helpers import FakeClock
from stations_support import Gateway, Operator, Worker, published, station_row


@pytest.fixture
async def connected(
    operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
) -> tuple[dict[str, Any], Gateway]:
    """A station that is connected, with its gateway."""
    station = await operator.station()
    gateway = gateway_of(station)
    await worker.apply(gateway.connected(), gateway.status(0), gateway.status(1), gateway.status(2))
    return station, gateway


async def state(operator: Operator, command: Any) -> tuple[str, str | None]:
    found = (await operator.get(f"/commands/{command['command_id']}")).json()
    return found["status"], found["result_code"]


class TestStart:
    @pytest.mark.req("CMD-040", "CMD-041", "CMD-042", "CMD-015")
    async def test_our_token_is_the_effect(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, "start_session", connector_number=1)
        seen = [await state(operator, command)]
        for fact in (
            gateway.delivered(command),
            gateway.answered(command),
            gateway.started(1, token={"kind": "remote", "remote_token": command["remote_token"]}),
        ):
            await worker.apply(fact)
            seen.append(await state(operator, command))
        assert seen == [("scheduled", None), ("received", None), ("received", "accepted"), ("succeeded", "accepted")]
        told = await published(sessions, station["id"], "commands")
        assert [event["data"]["revision"] for event in told] == [1, 2, 3, 4]
        assert [event["type"] for event in told] == ["command.created.v1"] + ["command.changed.v1"] * 3

    async def test_all_of_it_in_one_batch_and_again(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, "start_session", connector_number=1)
        facts = [
            gateway.delivered(command),
            gateway.answered(command),
            gateway.started(1, token={"kind": "remote", "remote_token": command["remote_token"]}),
        ]
        await worker.apply(*facts)
        await worker.apply(*facts)
        assert await state(operator, command) == ("succeeded", "accepted")
        assert len(await published(sessions, station["id"], "commands")) == 2

    async def test_the_effect_may_be_seen_before_the_answer(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, "start_session", connector_number=1)
        token = {"kind": "remote", "remote_token": command["remote_token"]}
        await worker.apply(gateway.delivered(command), gateway.started(1, token=token), gateway.answered(command))
        found = (await operator.get(f"/commands/{command['command_id']}")).json()
        assert found["status"] == "succeeded"
        assert found["answered_at"] is not None

    @pytest.mark.req("CMD-042", "CMD-015")
    async def test_our_token_in_an_update_of_a_transaction_that_the_cable_began(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        """2.x, TxStartPoint EVConnected: the transaction is older than the command (use case E03)."""
        station, gateway = connected
        await worker.apply(gateway.started(1, "tx-1", token={"kind": "none"}))
        command = await operator.command(station, "start_session", connector_number=1)
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        place = {"connector_number": 1, "transaction_number": "tx-1", "samples": [], "received_at": gateway.now()}
        card = {"kind": "rfid", "remote_token": None}
        for token, then in ((None, "received"), (card, "received"), ({"remote_token": "SCAAAAAA"}, "received")):
            await worker.apply(gateway.fact("transaction.meter-values", **place, token=token))
            assert (await state(operator, command))[0] == then
        ours = {"kind": "remote", "remote_token": command["remote_token"]}
        await worker.apply(gateway.fact("transaction.meter-values", **place, token=ours))
        assert await state(operator, command) == ("succeeded", "accepted")

    async def test_our_token_proves_a_delivery_that_a_dying_gateway_could_not_tell(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, "start_session", connector_number=1)
        token = {"kind": "remote", "remote_token": command["remote_token"]}
        await worker.apply(gateway.started(1, token=token))
        assert await state(operator, command) == ("succeeded", "accepted")
        # a copy that came to the station all the same is refused, for the connector is busy
        await worker.apply(gateway.delivered(command), gateway.answered(command, "rejected"))
        assert await state(operator, command) == ("succeeded", "accepted")

    async def test_another_start_counts_only_after_the_answer_and_on_that_connector(
        self, operator: Operator, worker: Worker, connected: Any, clock: FakeClock
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, "start_session", connector_number=1)
        await worker.apply(gateway.delivered(command), gateway.started(1, "1"))
        await worker.apply(gateway.answered(command), gateway.started(2, "2"))
        other = {"kind": "remote", "remote_token": "SCAAAAAAAAAAAAAA"}
        await worker.apply(gateway.started(1, "3", token=other), gateway.started(1, "4", is_late=True))
        early = clock.now() - timedelta(seconds=1)
        await worker.apply(gateway.started(1, "5", received_at=early))
        assert await state(operator, command) == ("received", "accepted")
        await worker.apply(gateway.started(1, "6"))
        assert await state(operator, command) == ("succeeded", "accepted")


class TestOtherKinds:
    @pytest.mark.req("CMD-016")
    async def test_stop(self, operator: Operator, worker: Worker, connected: Any) -> None:
        station, gateway = connected
        await worker.apply(gateway.started(1, "9"))
        command = await operator.command(station, "stop_session", connector_number=1)
        await worker.apply(gateway.delivered(command), gateway.answered(command), gateway.ended("8"))
        assert await state(operator, command) == ("received", "accepted")
        await worker.apply(gateway.ended("9"))
        assert await state(operator, command) == ("succeeded", "accepted")

    @pytest.mark.req("CMD-008", "CMD-009")
    @pytest.mark.parametrize("kind", ["hard_reset", "soft_reset"])
    @pytest.mark.parametrize("outcome", ["accepted", "timeout"])
    async def test_reset_is_seen_by_the_next_boot(
        self, operator: Operator, worker: Worker, connected: Any, clock: FakeClock, kind: Any, outcome: Any
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, kind)
        await worker.apply(gateway.booted(), gateway.delivered(command), gateway.answered(command, outcome))
        assert (await state(operator, command))[0] == "received"
        clock.advance(seconds=40)
        await worker.apply(gateway.booted())
        assert await state(operator, command) == ("succeeded", "accepted")

    @pytest.mark.req("CMD-018")
    async def test_unlock_is_done_by_its_answer(self, operator: Operator, worker: Worker, connected: Any) -> None:
        station, gateway = connected
        command = await operator.command(station, "unlock_connector", connector_number=1)
        await worker.apply(gateway.delivered(command), gateway.answered(command, answer={"status": "Unlocked"}))
        assert await state(operator, command) == ("succeeded", "accepted")

    @pytest.mark.req("ENU-031")
    async def test_availability_of_a_connector(self, operator: Operator, worker: Worker, connected: Any) -> None:
        station, gateway = connected
        close = {"connector_number": 1, "parameters": {"operative": False}}
        command = await operator.command(station, "change_availability", **close)
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        assert await state(operator, command) == ("received", "accepted")
        await worker.apply(gateway.status(2, "Unavailable"), gateway.status(1, "Unavailable"))
        assert await state(operator, command) == ("succeeded", "accepted")
        found = (await operator.get(f"/stations/{station['id']}")).json()
        assert [one["status"] for one in found["connectors"]] == ["disabled", "unavailable"]

    async def test_availability_of_the_whole_station(self, operator: Operator, worker: Worker, connected: Any) -> None:
        station, gateway = connected
        close = await operator.command(station, "change_availability", parameters={"operative": False})
        facts = [gateway.delivered(close), gateway.answered(close)]
        await worker.apply(*facts, *(gateway.status(number, "Unavailable") for number in (0, 1, 2)))
        found = (await operator.get(f"/stations/{station['id']}")).json()
        assert await state(operator, close) == ("succeeded", "accepted")
        assert (found["logical_status"], found["technical_status"]) == ("out_of_service", "not_configured")
        already = await operator.command(station, "change_availability", parameters={"operative": False})
        await worker.apply(gateway.delivered(already), gateway.answered(already))
        assert await state(operator, already) == ("succeeded", "accepted")

    async def test_a_station_that_waits_for_its_car_has_promised(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = connected
        close = {"connector_number": 1, "parameters": {"operative": False}}
        command = await operator.command(station, "change_availability", **close)
        await worker.apply(gateway.answered(command, answer={"status": "Scheduled"}))
        assert await state(operator, command) == ("succeeded", "scheduled_by_station")


class TestRefusal:
    @pytest.mark.req("CMD-044", "RCM-024")
    @pytest.mark.parametrize(
        ("outcome", "more", "text"),
        [
            ("rejected", {"answer": {"status": "Rejected"}}, "Rejected"),
            (
                "error",
                {"error": {"code": "NotSupported", "description": "not here"}},
                "NotSupported not here",
            ),
        ],
    )
    async def test_it_is_final_and_explained(
        self, operator: Operator, worker: Worker, connected: Any, outcome: Any, more: Any, text: Any
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, "soft_reset")
        await worker.apply(gateway.delivered(command), gateway.answered(command, outcome, **more))
        await worker.apply(gateway.answered(command), gateway.booted(at=None))
        found = (await operator.get(f"/commands/{command['command_id']}")).json()
        assert (found["status"], found["result_code"], found["result_text"]) == ("failed", outcome, text)


class TestReconnection:
    @pytest.mark.req("RCM-006")
    async def test_what_is_open_goes_to_the_new_connection_in_order(
        self, operator: Operator, worker: Worker, connected: Any, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        station, gateway = connected
        first = await operator.command(station, "soft_reset")
        second = await operator.command(station, "unlock_connector", connector_number=1)
        await worker.apply(gateway.delivered(first), gateway.disconnected())
        third = await operator.command(station, "unlock_connector", connector_number=2)
        newer = gateway_of(station, epoch=2, partition=9)
        await worker.apply(newer.connected())
        await worker.apply(newer.connected())
        sent = [
            (event["data"]["command_id"], event["partition"])
            for event in await published(sessions, station["id"], "station-commands")
        ]
        assert sent == [
            (first["command_id"], 3),
            (second["command_id"], 3),
            (second["command_id"], 9),
            (third["command_id"], 9),
        ]
        assert await state(operator, third) == ("scheduled", None)

    async def test_a_station_that_had_only_fallen_silent_gets_what_waits_for_it(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions, clock: FakeClock
    ) -> None:
        station, gateway = connected
        async with sessions.begin() as session:
            (await station_row(session, station["id"])).lose(clock.now())
        command = await operator.command(station, "soft_reset")
        assert await state(operator, command) == ("scheduled", "station_offline")
        await worker.apply(gateway.seen(), gateway.seen())
        sent = await published(sessions, station["id"], "station-commands")
        assert [event["data"]["command_id"] for event in sent] == [command["command_id"]]
        assert await state(operator, command) == ("scheduled", None)

    @pytest.mark.parametrize(
        ("before", "after", "kind", "more", "is_sent"),
        [
            ("ocpp1.6", "ocpp2.0.1", "soft_reset", {}, True),
            ("ocpp1.6", "native", "unlock_connector", {"connector_number": 1}, True),
            ("ocpp1.6", "ocpp2.0.1", "get_configuration", {}, False),
            ("native", "ocpp1.6", "get_configuration", {}, False),
            ("native", "ocpp1.6", "set_configuration", {"parameters": {"key": "tariff", "value": "2"}}, False),
            ("native", "ocpp1.6", "restart_controller", {"connector_number": 1}, False),
            ("native", "ocpp2.0.1", "get_station_log", {"parameters": {"date": "2026-11-20"}}, False),
            ("ocpp2.1", "native", "change_station_settings", {"parameters": {"power_limit_w": 9000}}, True),
            (
                "ocpp2.1",
                "native",
                "change_station_settings",
                {"connector_number": 1, "parameters": {"power_limit_w": 9000}},
                False,
            ),
            (
                "native",
                "ocpp1.6",
                "change_station_settings",
                {"parameters": {"connectors": [{"number": 1, "power_limit_w": 9000}]}},
                False,
            ),
        ],
    )
    async def test_a_station_that_comes_back_with_another_protocol_is_asked_only_what_means_the_same(
        self,
        operator: Operator,
        worker: Worker,
        gateway_of: Callable[..., Gateway],
        sessions: Sessions,
        before: str,
        after: str,
        kind: str,
        more: Any,
        is_sent: bool,
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(protocol=before), gateway.disconnected())
        command = await operator.command(station, kind, **more)
        gateway.epoch += 1
        await worker.apply(gateway.connected(protocol=after))
        sent = await published(sessions, station["id"], "station-commands")
        assert len(sent) == (1 if is_sent else 0)
        found = (await operator.get(f"/commands/{command['command_id']}")).json()
        refused = ("failed", "error", f"NotSupported {after}")
        assert (found["status"], found["result_code"], found["result_text"]) == (
            ("scheduled", None, None) if is_sent else refused
        )

    async def test_an_answer_without_delivery_counts_for_both(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = connected
        command = await operator.command(station, "unlock_connector", connector_number=1)
        await worker.apply(gateway.answered(command))
        found = (await operator.get(f"/commands/{command['command_id']}")).json()
        assert found["status"] == "succeeded"
        assert found["delivered_at"] is not None
