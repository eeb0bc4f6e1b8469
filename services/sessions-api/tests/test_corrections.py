"""What a person corrects by hand, and what becomes of it when the station speaks again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from common.ids import uuid7
from common.testing.helpers import bearer, deeds
from sessions_api.db import OutboxMessage

from .factories import NOW, Message, Plug

BOTH = bearer("sessions:read", "sessions:write")


def finished(plug: Plug) -> list[Message]:
    return [
        *(plug.snapshot(), plug.status("ready", 0), plug.start(at=1), plug.stop(at=30)),
        *(plug.status("charged", 30), plug.status("available", 35)),
    ]


@pytest.fixture
async def session_id(feed, stored) -> UUID:
    plug = Plug()
    await feed(*finished(plug))
    [session] = await stored(plug.station_id)
    found: UUID = session.id
    return found


async def patched(client: httpx.AsyncClient, session_id: UUID, **changes: Any) -> httpx.Response:
    return await client.patch(f"/sessions/{session_id}", json=changes, headers=BOTH)


@pytest.mark.req("SES-112", "SES-113")
async def test_a_new_energy_is_in_the_card_and_the_list_and_announced(client, session_id, announced, stored) -> None:
    before = (await client.get(f"/sessions/{session_id}", headers=BOTH)).json()
    assert (before["energy_wh"], before["is_corrected"]) == (5000, False)
    after = (await patched(client, session_id, energy_wh=4210)).json()
    assert (after["energy_wh"], after["is_corrected"], after["revision"]) == (4210, True, before["revision"] + 1)
    listed = (await client.get("/sessions", params={"station_id": after["station_id"]}, headers=BOTH)).json()
    assert listed["items"][0]["energy_wh"] == 4210
    kind, data = (await announced(after["station_id"]))[-1]
    assert (kind, data["energy_wh"]) == ("session.ended.v1", 4210)


@pytest.mark.req("SES-114")
@pytest.mark.parametrize("energy_wh", [-10, 4211, "much"])
async def test_an_energy_that_cannot_be_is_refused_at_its_field(client, session_id, energy_wh) -> None:
    response = await patched(client, session_id, energy_wh=energy_wh)
    assert (response.status_code, response.json()["params"]["fields"][0]["field"]) == (422, "energy_wh")


@pytest.mark.req("SES-120")
async def test_a_new_end_changes_the_duration(client, session_id) -> None:
    at = NOW - timedelta(minutes=20)
    body = (await patched(client, session_id, ended_at=at.isoformat())).json()
    assert (body["ended_at"], body["duration_seconds"]) == (at.isoformat().replace("+00:00", "Z"), 40 * 60)


@pytest.mark.req("SES-121")
@pytest.mark.parametrize(
    ("minutes", "code"), [(-90, "ended_at_before_start"), (5, "ended_at_in_future")], ids=["before", "future"]
)
async def test_an_end_that_cannot_be_is_refused(client, session_id, minutes, code) -> None:
    response = await patched(client, session_id, ended_at=(NOW + timedelta(minutes=minutes)).isoformat())
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response.json()["params"]["fields"][0]["field"] == "ended_at"


async def test_only_a_finished_session_has_an_end_to_correct(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.status("ready", 0))
    [session] = await stored(plug.station_id)
    response = await patched(client, session.id, ended_at=NOW.isoformat())
    assert (response.status_code, response.json()["code"]) == (409, "session_not_ended")


@pytest.mark.req("SES-195", "SES-198", "SES-199", "SES-200", "ENU-523")
async def test_a_state_chosen_by_hand_stays_whatever_is_told_later(client, feed, stored) -> None:
    plug = Plug()
    await feed(*finished(plug))
    [session] = await stored(plug.station_id)
    assert (await patched(client, session.id, state="attention")).json()["state"] == "attention"
    await feed(plug.meter(at=29, wh=5900))
    [session] = await stored(plug.station_id)
    assert session.state == "attention"
    listed = await client.get("/sessions", params={"state": "attention", "q": plug.number("t1")}, headers=BOTH)
    assert [item["id"] for item in listed.json()["items"]] == [str(session.id)]


@pytest.mark.req("SES-196", "SES-197")
async def test_a_state_chosen_while_it_runs_is_replaced_by_its_real_end(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.status("ready", 0), plug.start(at=1))
    [session] = await stored(plug.station_id)
    await patched(client, session.id, state="error")
    await feed(plug.meter(at=5, wh=3000))
    [session] = await stored(plug.station_id)
    assert (session.state, session.is_open, session.has_running_transaction) == ("error", True, True)
    await feed(plug.stop(at=30), plug.status("charged", 30), plug.status("available", 35))
    [session] = await stored(plug.station_id)
    assert session.state == "success"


@pytest.mark.req("SES-194")
@pytest.mark.parametrize("state", ["ready", "unknown", "sleepy"])
async def test_other_states_cannot_be_chosen(client, session_id, state) -> None:
    assert (await patched(client, session_id, state=state)).status_code == 422


async def test_who_saw_an_older_state_is_refused(client, session_id) -> None:
    headers = BOTH | {"If-Match": 'W/"999"'}
    response = await client.patch(f"/sessions/{session_id}", json={"energy_wh": 10}, headers=headers)
    assert (response.status_code, response.json()["code"]) == (412, "edited_meanwhile")


@pytest.mark.req("SES-191")
async def test_the_security_log_has_the_old_and_the_new_value(client, session_id, sessions) -> None:
    await patched(client, session_id, energy_wh=4210)
    [deed] = await deeds(sessions, OutboxMessage, session_id=str(session_id), operation="session_corrected")
    assert (deed["link_type"], deed["before"], deed["after"]) == ("session", {"energy_wh": 5000}, {"energy_wh": 4210})


@pytest.mark.req("SES-190")
async def test_it_needs_its_own_right_and_the_own_organization(client, session_id) -> None:
    for headers, status in (
        (bearer("sessions:read"), 403),
        (bearer("sessions:read", "sessions:write", organizations=[uuid7()]), 404),
    ):
        response = await client.patch(f"/sessions/{session_id}", json={"energy_wh": 10}, headers=headers)
        assert response.status_code == status
