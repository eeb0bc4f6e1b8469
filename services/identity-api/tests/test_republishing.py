"""A Kafka that has lost everything gets the public state again."""

import asyncio
from typing import Any

import orjson
import pytest
from common.outbox import Relay
from common.service import Runtime
from common.testing.helpers import eventually
from identity_api.db import OutboxMessage, SnapshotForm
from identity_api.republishing import keep_topics_filled, republish_where_outdated
from sqlalchemy import delete


async def _lose_the_outbox(runtime: Runtime) -> None:
    async with runtime.sessions.begin() as session:
        await session.execute(delete(OutboxMessage))


async def test_empty_topics_are_filled_and_filled_ones_left_alone(
    runtime: Runtime, make_user: Any, bind_card: Any, make_organization: Any, outbox: Any
) -> None:
    home = await make_organization()
    user = await make_user(organization_id=home["id"])
    card = await bind_card(user["id"])
    await keep_topics_filled(runtime)
    assert len({row.id for row in await outbox() if row.key == card["id"]}) == 1, "what waits is not said twice"

    await _lose_the_outbox(runtime)
    await keep_topics_filled(runtime)
    told = {row.key: orjson.loads(row.payload)["data"] for row in await outbox()}
    assert {home["id"], user["id"], card["id"], "00000000-0000-7000-8000-000000000001"} <= set(told)
    assert told[card["id"]]["organization_id"] == home["id"]

    await _publish(runtime, outbox)
    await keep_topics_filled(runtime)
    assert await outbox() == []


@pytest.mark.req("CMD-014")
async def test_after_an_update_everybody_is_told_once_with_his_roles(
    runtime: Runtime, make_user: Any, bind_card: Any, outbox: Any
) -> None:
    """Copies that others made of users before their roles were told are filled without a change of each user."""
    user = await make_user("technik")
    card = await bind_card(user["id"])
    await republish_where_outdated(runtime)
    await _lose_the_outbox(runtime)
    await republish_where_outdated(runtime)
    assert await outbox() == [], "once is enough"

    async with runtime.sessions.begin() as session:
        await session.execute(delete(SnapshotForm))
    await republish_where_outdated(runtime)
    told = {row.key: orjson.loads(row.payload)["data"] for row in await outbox()}
    assert told[user["id"]]["roles"] == ["technik"]
    assert card["id"] not in told, "its snapshot tells what it told before"


async def _publish(runtime: Runtime, outbox: Any) -> None:
    settings = runtime.settings
    relay = Relay(runtime.engine, OutboxMessage, "identity-api", settings.kafka_bootstrap, settings.kafka_topic_prefix)
    task = asyncio.create_task(relay.run())

    async def is_empty() -> bool:
        return not await outbox()

    await eventually(is_empty)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
