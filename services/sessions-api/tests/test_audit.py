"""What sessions-api tells the security log."""

import pytest
from common.testing.helpers import bearer, deeds
from sessions_api.db import OutboxMessage

from .factories import Message, Plug


@pytest.mark.req("SEC-019", "SEC-022", "SEC-024", "ENU-635", "ENU-643", "ENU-644", "ENU-645")
async def test_a_session_tells_each_of_its_steps_once(feed, stored, sessions) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.status("ready", 0))
    await feed(plug.start(at=1), plug.status("in_progress", 1), plug.meter(at=5, wh=1500))
    await feed(plug.meter(at=6, wh=1700))
    await feed(plug.stop(at=30))
    await feed(plug.status("available", 35))
    [session] = await stored(plug.station_id)
    told = await deeds(sessions, OutboxMessage, session_id=str(session.id))
    assert [deed["operation"] for deed in told] == [
        "session_started_s",
        "session_started_t",
        "transaction_started_s",
        "transaction_ended_s",
        "session_ended_s",
    ]
    assert {(deed["source_type"], deed["source"], deed["link_type"], deed["link_id"]) for deed in told} == {
        ("terminal", session.station_number, "session", str(session.id))
    }


@pytest.mark.req("ENU-642", "ENU-646")
async def test_what_a_native_station_tells_of_its_session(feed, stored, sessions) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.status("ready", 0))
    body = {"event": "opened", "connector_number": 1, "session_number": "77", "is_plugged": True}
    opened = {"station_id": str(plug.station_id), "kind": "session", "body": body, "sequence": 1}
    moments = {"device_at": plug.time(0).isoformat(), "received_at": plug.time(0).isoformat()}
    await feed(Message("native.reported.v1", opened | moments, str(plug.station_id)))
    await feed(plug.start(at=1, session_flags=["PlugnCharge"]), plug.status("in_progress", 1))
    await feed(plug.stop(at=30), plug.status("available", 35))
    [session] = await stored(plug.station_id)
    told = await deeds(sessions, OutboxMessage, session_id=str(session.id))
    assert [deed["operation"] for deed in told][:4] == [
        "session_started_s",
        "session_created_t",
        "session_started_t",
        "session_params_changed_t",
    ]
    changed = told[3]
    assert (changed["before"], changed["after"]) == ({"parameters": []}, {"parameters": ["PlugnCharge"]})
    assert {deed["source_type"] for deed in told} == {"terminal"}


async def test_a_decision_on_a_message_put_aside_names_the_person(client, feed, sessions) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.stop(at=30))
    may = bearer("quarantine:read", "quarantine:write", login="anna")
    [item] = (await client.get("/quarantine", params={"station_id": str(plug.station_id)}, headers=may)).json()["items"]
    await client.post(f"/quarantine/{item['id']}/dismiss", json={"reason": "a test"}, headers=may)
    [deed] = await deeds(sessions, OutboxMessage, operation="quarantined_dismissed", source="anna")
    assert (deed["arguments"]["item_id"], deed["description"]) == (item["id"], "a test")
