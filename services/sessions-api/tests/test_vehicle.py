"""What native stations tell beside their transactions: the vehicle's data, and lines of its dump."""

from typing import Any

import httpx
import pytest
from common.testing.helpers import bearer

from .factories import Message, Plug

READ = bearer("sessions:read")


def report(plug: Plug, kind: str, at: float, sequence: int = 1, **body: Any) -> Message:
    data = {"kind": kind, "body": {"connector_number": plug.connector, **body}, "queue_id": "q", "sequence": sequence}
    told = {"station_id": plug.station_id, "epoch": 1, "device_at": plug.time(at), "received_at": plug.time(at)}
    return Message("native.reported.v1", data | told, str(plug.station_id))


async def vehicle(client: httpx.AsyncClient, session_id: Any) -> dict[str, Any]:
    response = await client.get(f"/sessions/{session_id}/vehicle", headers=READ)
    assert response.status_code == 200, response.text
    return dict(response.json())


@pytest.mark.req("SES-130", "SES-131", "SES-133", "SES-134", "SES-135", "SES-136", "SES-137")
async def test_the_vehicle_of_a_session(client, feed, stored) -> None:
    plug = Plug()
    told: dict[str, Any] = {
        "vehicle_uid": "WBA1",
        "battery_capacity_wh": 100_000,
        "battery_voltage_v": 705,
        "max_power_w": 326_160,
    }
    more = {"max_voltage_v": 815, "max_current_a": 400}
    await feed(plug.snapshot(), plug.start(at=1), report(plug, "vehicle", 1.1, **told, **more))
    [session] = await stored(plug.station_id)
    body = await vehicle(client, session.id)
    assert (body["uid"], body["battery_capacity_wh"], body["battery_voltage_v"]) == ("WBA1", 100_000, 705.0)
    assert (body["max_power_w"], body["max_voltage_v"], body["max_current_a"]) == (326_160.0, 815.0, 400.0)
    listed = await client.get("/sessions", params={"vehicle_uid": "WBA1"}, headers=READ)
    assert [item["id"] for item in listed.json()["items"]] == [str(session.id)]
    assert (await client.get("/sessions/summary", params={"vehicle_uid": "WBA1"}, headers=READ)).json()["count"] == 1


@pytest.mark.req("SES-130")
async def test_a_vehicle_that_says_nothing_leaves_the_values_empty(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1), report(plug, "vehicle", 1.1, vehicle_uid=7, max_power_w="much"))
    [session] = await stored(plug.station_id)
    assert {value for name, value in (await vehicle(client, session.id)).items() if name != "told_at"} == {None}


@pytest.mark.req("SES-126")
async def test_a_later_word_replaces_an_earlier_one_and_the_time_left_grows_old(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1), report(plug, "vehicle", 2, vehicle_uid="A", remaining_seconds=2516))
    [session] = await stored(plug.station_id)
    body = await vehicle(client, session.id)
    assert (body["remaining_seconds"], body["told_at"]) == (2516, plug.time(2).isoformat().replace("+00:00", "Z"))
    await feed(report(plug, "vehicle", 3, max_current_a=100), report(plug, "vehicle", 1.5, vehicle_uid="old"))
    body = await vehicle(client, session.id)
    assert (body["uid"], body["max_current_a"], body["remaining_seconds"]) == ("A", 100.0, None)


async def test_what_was_told_late_goes_to_the_session_of_that_time(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1), plug.stop(at=10), plug.status("available", 11))
    await feed(plug.start("t2", at=20), report(plug, "vehicle", 5, vehicle_uid="first"))
    first, second = await stored(plug.station_id)
    assert (await vehicle(client, first.id))["uid"] == "first"
    assert (await vehicle(client, second.id))["uid"] is None


async def test_reports_without_a_session_or_a_connector_are_let_go(client, feed, stored) -> None:
    plug = Plug()
    lost = report(plug, "vehicle", 5, vehicle_uid="x", connector_number=None)
    await feed(plug.snapshot(), lost, report(plug, "dump", 5, lines=["a"]), report(plug, "climate", 5))
    assert await stored(plug.station_id) == []


async def test_the_vehicle_and_the_dump_of_another_organization_do_not_exist(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1))
    [session] = await stored(plug.station_id)
    other = bearer("sessions:read", organizations=[])
    for path in ("vehicle", "dump", "history/export"):
        assert (await client.get(f"/sessions/{session.id}/{path}", headers=other)).status_code == 404
