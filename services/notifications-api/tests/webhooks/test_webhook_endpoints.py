"""Webhooks and deliveries over HTTP: rights, scope, secrets shown once, conflicts."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import jsonschema_rs
import pytest
from common.service import Runtime, create_app
from common.testing.helpers import bearer, trusting_authenticator
from notifications_api.main import service
from notifications_api.public_events.catalogue import CATALOGUE, matches
from notifications_api.settings import NotificationsSettings
from webhook_fixtures import ACME, OTHER, WRITER, payment
from webhook_receiver import Receiver

Make = Callable[..., Awaitable[Any]]
STRANGER = bearer("webhooks:read", "webhooks:write", organizations=[OTHER], organization_id=OTHER)
OWNER = bearer("webhooks:read", "webhooks:write", organizations=[ACME], organization_id=ACME)


async def test_the_secret_is_shown_once(subscribe: Make, client: httpx.AsyncClient) -> None:
    webhook = await subscribe("session.*", "payment.changed")
    assert webhook["secret"].startswith("whsec_")
    answer = await client.get(f"/webhooks/{webhook['id']}", headers=WRITER)
    assert "secret" not in answer.json()
    assert answer.json()["event_types"] == ["session.*", "payment.changed"]
    assert "secret" not in (await client.get("/webhooks", headers=WRITER)).json()["items"][0]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"url": "ftp://example.org"}, 422, "validation_failed"),
        ({"url": "http://10.0.0.1/"}, 422, "webhook_url_refused"),
        ({"event_types": []}, 422, "validation_failed"),
        ({"event_types": ["weather.*"]}, 422, "validation_failed"),
        ({"name": " "}, 422, "validation_failed"),
        ({"colour": "red"}, 422, "validation_failed"),
    ],
)
async def test_what_cannot_be_a_webhook(
    client: httpx.AsyncClient, change: dict[str, Any], status: int, code: str
) -> None:
    draft = {"name": "ERP", "url": "https://example.org/", "event_types": ["*"], **change}
    answer = await client.post("/webhooks", json=draft, headers=WRITER)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_two_people_editing_one_webhook_get_a_readable_conflict(
    subscribe: Make, client: httpx.AsyncClient
) -> None:
    webhook = await subscribe()
    path, etag = f"/webhooks/{webhook['id']}", 'W/"1"'
    first = await client.patch(path, json={"name": "A"}, headers={**WRITER, "If-Match": etag})
    assert (first.status_code, first.headers["etag"]) == (200, 'W/"2"')
    second = await client.patch(path, json={"name": "B"}, headers={**WRITER, "If-Match": etag})
    assert (second.status_code, second.json()["code"]) == (412, "edited_meanwhile")


async def test_another_organisation_sees_and_changes_nothing(
    subscribe: Make, tell: Make, client: httpx.AsyncClient
) -> None:
    webhook = await subscribe(organization_id=ACME)
    everybodys = await subscribe()
    await tell(payment())
    for path in ("/webhooks", "/deliveries"):
        assert (await client.get(path, headers=STRANGER)).json()["items"] == []
    [delivery] = (await client.get("/deliveries", headers=OWNER)).json()["items"]
    for method, path in [
        ("GET", f"/webhooks/{webhook['id']}"),
        ("PATCH", f"/webhooks/{webhook['id']}"),
        ("DELETE", f"/webhooks/{webhook['id']}"),
        ("POST", f"/webhooks/{webhook['id']}/test"),
        ("POST", f"/webhooks/{webhook['id']}/rotate-secret"),
        ("GET", f"/webhooks/{everybodys['id']}"),
        ("GET", f"/deliveries/{delivery['id']}"),
        ("POST", f"/deliveries/{delivery['id']}/replay"),
    ]:
        answer = await client.request(method, path, json={} if method != "GET" else None, headers=STRANGER)
        assert answer.status_code == 404, (method, path)


async def test_who_does_not_see_all_cannot_listen_to_all(client: httpx.AsyncClient) -> None:
    draft = {"name": "ERP", "url": "https://example.org/", "event_types": ["*"]}
    for organization in (None, str(OTHER)):
        answer = await client.post("/webhooks", json={**draft, "organization_id": organization}, headers=OWNER)
        assert (answer.status_code, answer.json()["code"]) == (403, "webhook_of_another_organization")
    own = await client.post("/webhooks", json=draft, headers=OWNER)
    assert own.json()["organization_id"] == str(ACME)


async def test_a_deleted_webhook_takes_its_deliveries_along(
    subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
) -> None:
    webhook = await subscribe()
    await tell(payment())
    assert (await client.delete(f"/webhooks/{webhook['id']}", headers=WRITER)).status_code == 204
    assert await deliver() == 0
    assert (await client.get("/deliveries", headers=WRITER)).json()["items"] == []


async def test_the_list_is_filtered_and_sorted(subscribe: Make, client: httpx.AsyncClient) -> None:
    await subscribe(name="Bee")
    await subscribe(name="Ant", is_active=False)

    async def names(**params: str) -> list[str]:
        return [one["name"] for one in (await client.get("/webhooks", params=params, headers=WRITER)).json()["items"]]

    assert await names() == ["Ant", "Bee"]
    assert await names(sort="-name") == ["Bee", "Ant"]
    assert await names(is_active="true") == ["Bee"]
    assert await names(q="bee") == ["Bee"]


async def test_every_event_type_has_an_example_that_obeys_its_schema(client: httpx.AsyncClient) -> None:
    body = (await client.get("/webhooks/event-types", headers=WRITER)).json()
    assert {one["type"] for one in body["items"]} == set(CATALOGUE)
    for one in body["items"]:
        jsonschema_rs.validator_for(one["body_schema"]).validate(one["example"])


def test_how_subscriptions_match() -> None:
    assert matches(["session.*"], "session.ended")
    assert matches(["*"], "session.ended")
    assert matches(["session.ended"], "session.ended")
    assert not matches(["session.started", "payment.*"], "session.ended")


@pytest.mark.parametrize("right", ["webhooks:read", "webhooks:write"])
async def test_nobody_acts_without_the_right(
    fresh: Runtime, webhook_settings: NotificationsSettings, right: str
) -> None:
    app = create_app(service(webhook_settings), "api", fresh)
    app.state.authenticator = trusting_authenticator()
    other = bearer("webhooks:write" if right == "webhooks:read" else "webhooks:read")
    method = "GET" if right == "webhooks:read" else "POST"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notify/api/v1") as client:
        answer = await client.request(method, "/webhooks", json={}, headers=other)
    assert (answer.status_code, answer.json()["code"]) == (403, "right_missing")
