"""What stations-api tells the security log."""

from collections.abc import Callable
from typing import Any

import pytest
from common.audit import HIDDEN
from common.db import Sessions
from common.testing.helpers import FakeClock, deeds
from stations_api.db import OutboxMessage
from stations_support import Gateway, Operator, Worker
from test_unknown_stations import knock, new_identity


@pytest.mark.req("SEC-024", "ENU-638")
async def test_a_command_is_told_with_its_result(
    operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
) -> None:
    station = await operator.station()
    gateway = gateway_of(station)
    await worker.apply(gateway.connected())
    command = await operator.command(station, "unlock_connector", connector_number=1)
    await worker.apply(gateway.delivered(command), gateway.answered(command))
    told = await deeds(sessions, OutboxMessage, link_id=command["command_id"])
    assert [(deed["operation"], deed["source_type"], deed["source"]) for deed in told] == [
        ("command_created", "user", "operator"),
        ("command_ended", "service", "stations-api"),
    ]
    assert (told[0]["arguments"]["kind"], told[1]["arguments"]["status"]) == ("unlock_connector", "succeeded")
    assert {deed["organization_id"] for deed in told} == {station["organization_id"]}


@pytest.mark.req("SEC-025")
async def test_the_password_of_a_station_is_not_told(operator: Operator, sessions: Sessions) -> None:
    station = await operator.station()
    setting = {"key": "AuthorizationKey", "value": "a-secret-of-16-c"}
    command = await operator.command(station, "set_configuration", parameters=setting)
    [deed] = await deeds(sessions, OutboxMessage, link_id=command["command_id"])
    assert (deed["arguments"]["key"], deed["arguments"]["value"]) == ("AuthorizationKey", HIDDEN)


@pytest.mark.req("SEC-001", "SEC-020", "ENU-637")
async def test_an_unknown_station_is_told_when_it_is_new(worker: Worker, clock: FakeClock, sessions: Sessions) -> None:
    identity = new_identity()
    for _ in range(2):
        await worker.apply(knock(clock, identity))
    [deed] = await deeds(sessions, OutboxMessage, source=identity.lower())
    assert (deed["operation"], deed["source_type"], deed["address"]) == ("unknown_station_seen", "terminal", "10.0.0.7")
    assert (deed["link_type"], deed["link_id"]) == ("terminal", identity.lower())


async def test_made_up_names_do_not_flood_the_log(worker: Worker, clock: FakeClock, sessions: Sessions) -> None:
    before = len(await deeds(sessions, OutboxMessage, operation="unknown_station_seen"))
    await worker.apply(*[knock(clock, new_identity()) for _ in range(100)])
    assert len(await deeds(sessions, OutboxMessage, operation="unknown_station_seen")) == before + 20


async def test_a_region_and_a_dismissal_are_told(
    operator: Operator, worker: Worker, clock: FakeClock, sessions: Sessions
) -> None:
    body = {"name": "Ural", "time_zone": "Asia/Yekaterinburg"}
    region: dict[str, Any] = (await operator.post("/regions", body)).json()
    [deed] = await deeds(sessions, OutboxMessage, link_id=region["id"])
    assert (deed["operation"], deed["after"]["time_zone"]) == ("region_created", "Asia/Yekaterinburg")
    identity = new_identity().lower()
    await worker.apply(knock(clock, identity))
    await operator.delete(f"/unknown-stations/{identity}")
    assert await deeds(sessions, OutboxMessage, operation="unknown_station_dismissed", link_id=identity)


@pytest.mark.req("SEC-020", "SEC-024", "ENU-628", "ENU-627")
async def test_the_life_of_a_station_is_told_with_what_changed(operator: Operator, sessions: Sessions) -> None:
    station = await operator.station(secret="a-secret-of-16-c")
    await operator.patch(f"/stations/{station['id']}", {"name": "Renamed"})
    await operator.post(f"/stations/{station['id']}/secret")
    await operator.delete(f"/stations/{station['id']}")
    told = await deeds(sessions, OutboxMessage, link_id=station["id"], link_type="station")
    assert [deed["operation"] for deed in told] == [
        "station_created",
        "station_changed",
        "station_password_renewed",
        "station_deleted",
    ]
    assert (told[1]["before"], told[1]["after"]) == ({"name": station["name"]}, {"name": "Renamed"})
    assert (told[0]["link_label"], told[0]["source_type"], told[0]["source"]) == (station["number"], "user", "operator")
    assert "a-secret-of-16-c" not in str(told)
