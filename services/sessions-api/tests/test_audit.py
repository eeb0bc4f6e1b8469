"""What sessions-api tells the security log."""

import pytest
from common.testing.helpers import bearer, deeds
from sessions_api.db import OutboxMessage

from .factories import Plug


@pytest.mark.req("SEC-019", "SEC-022", "SEC-024", "ENU-635", "ENU-644", "ENU-645")
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
        "transaction_started_s",
        "transaction_ended_s",
        "session_ended_s",
    ]
    assert {(deed["source_type"], deed["source"], deed["link_type"], deed["link_id"]) for deed in told} == {
        ("terminal", session.station_number, "session", str(session.id))
    }


async def test_a_decision_on_a_message_put_aside_names_the_person(client, feed, sessions) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.stop(at=30))
    may = bearer("quarantine:read", "quarantine:write", login="anna")
    [item] = (await client.get("/quarantine", params={"station_id": str(plug.station_id)}, headers=may)).json()["items"]
    await client.post(f"/quarantine/{item['id']}/dismiss", json={"reason": "a test"}, headers=may)
    [deed] = await deeds(sessions, OutboxMessage, operation="quarantined_dismissed", source="anna")
    assert (deed["arguments"]["item_id"], deed["description"]) == (item["id"], "a test")
