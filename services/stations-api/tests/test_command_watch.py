import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest
from common.consumer import Consumer
from common.db import Sessions
from common.testing.helpers import FakeClock
from stations_api.commands.watch import Hearing, settle_due
from stations_support import Gateway, Operator, Worker, published


async def settle(sessions: Sessions, clock: FakeClock) -> int:
    async with sessions.begin() as session:
        return await settle_due(session, clock)


async def status_of(operator: Operator, command: Any) -> tuple[str, str | None]:
    found = (await operator.get(f"/commands/{command['command_id']}")).json()
    return found["status"], found["result_code"]


@pytest.mark.req("CMD-039", "CMD-043", "RCM-003", "RCM-007")
async def test_what_the_station_did_not_get_in_time_expires_and_is_never_sent(
    operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions, clock: FakeClock
) -> None:
    station = await operator.station()
    command = await operator.command(station, "soft_reset")
    clock.advance(seconds=149)
    assert await settle(sessions, clock) == 0
    clock.advance(seconds=1)
    assert await settle(sessions, clock) == 1
    assert await settle(sessions, clock) == 0
    gateway = gateway_of(station)
    await worker.apply(gateway.connected(), gateway.delivered(command))
    assert await status_of(operator, command) == ("expired", "station_offline")
    assert await published(sessions, station["id"], "station-commands") == []
    assert [event["data"]["status"] for event in await published(sessions, station["id"], "commands")] == [
        "scheduled",
        "expired",
    ]


async def test_what_a_gateway_has_is_not_called_expired_before_its_word_can_be_here(
    operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions, clock: FakeClock
) -> None:
    """«Expired» says that the station will never do it (CMD-043); it may have been delivered in the last second."""
    station = await operator.station()
    gateway = gateway_of(station)
    await worker.apply(gateway.connected())
    first, second = [await operator.command(station, "soft_reset") for _ in range(2)]
    clock.advance(seconds=149)
    in_time = clock.now()
    clock.advance(seconds=3)
    assert await settle(sessions, clock) == 0
    await worker.apply(gateway.fact("command.delivered", at=in_time, command_id=first["command_id"]))
    clock.advance(seconds=9)
    assert await settle(sessions, clock) == 1
    assert await status_of(operator, first) == ("received", None)
    assert (await status_of(operator, second))[0] == "expired"


async def test_a_model_that_takes_its_time_is_waited_for(
    operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions, clock: FakeClock
) -> None:
    station = await operator.station()
    gateway = gateway_of(station)
    await worker.apply(gateway.connected())
    command = await operator.command(station, "unlock_connector", connector_number=1)
    await worker.apply(gateway.fact("command.delivered", command_id=command["command_id"], answer_seconds=120))
    clock.advance(seconds=119)
    assert await settle(sessions, clock) == 0
    await worker.apply(gateway.answered(command))
    assert await status_of(operator, command) == ("succeeded", "accepted")


class Reader:
    """As much of a consumer as tells whether it has caught up."""

    def __init__(self) -> None:
        self.ready, self.has_caught_up = asyncio.Event(), False


class TestHearing:
    """Nothing is settled by time alone while answers of the time of our absence are unread."""

    def test_what_came_while_we_were_away_is_read_first(self, clock: FakeClock) -> None:
        reader = Reader()
        hearing = Hearing(cast("Consumer", reader), clock.now())
        assert not hearing.is_current(clock.now())
        reader.ready.set()
        clock.advance(seconds=3600)
        assert not hearing.is_current(clock.now())
        reader.has_caught_up = True
        assert hearing.is_current(clock.now())

    def test_a_reader_that_is_interrupted_is_waited_for_a_while(self, clock: FakeClock) -> None:
        reader = Reader()
        hearing = Hearing(cast("Consumer", reader), clock.now())
        clock.advance(seconds=59)
        assert not hearing.is_current(clock.now())
        clock.advance(seconds=1)
        assert hearing.is_current(clock.now())

    def test_a_process_without_the_reader_settles(self, clock: FakeClock) -> None:
        assert Hearing(None, clock.now()).is_current(clock.now())


async def test_an_accepted_start_without_transaction_has_no_effect(
    operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions, clock: FakeClock
) -> None:
    station = await operator.station()
    gateway = gateway_of(station)
    await worker.apply(gateway.connected())
    command = await operator.command(station, "start_session", connector_number=1)
    await worker.apply(gateway.delivered(command), gateway.answered(command))
    clock.advance(seconds=59)
    assert await settle(sessions, clock) == 0
    clock.advance(seconds=1)
    assert await settle(sessions, clock) == 1
    assert await status_of(operator, command) == ("failed", "no_effect")
    await worker.apply(gateway.started(1, token={"kind": "remote", "remote_token": command["remote_token"]}))
    assert await status_of(operator, command) == ("failed", "no_effect")


async def test_a_delivered_command_that_nobody_answers_is_not_open_for_ever(
    operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions, clock: FakeClock
) -> None:
    station = await operator.station()
    gateway = gateway_of(station)
    await worker.apply(gateway.connected())
    command = await operator.command(station, "unlock_connector", connector_number=1)
    await worker.apply(gateway.delivered(command))
    clock.advance(seconds=60)
    assert await settle(sessions, clock) == 1
    assert await status_of(operator, command) == ("failed", "timeout")
