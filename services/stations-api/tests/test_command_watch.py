from collections.abc import Callable
from typing import Any

import pytest
from common.db import Sessions
from common.testing.helpers import FakeClock
from stations_api.commands.watch import settle_due
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
