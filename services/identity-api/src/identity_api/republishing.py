"""Everybody's public state is told again where readers must lack something.

A new or emptied Kafka gets it whole: who starts reading there must not lack a card. And where a snapshot tells more
than in the version before, the copies that others keep were made without it (`FORMS`).
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

import structlog
from aiokafka import TopicPartition
from common.clock import Clock
from common.kafka import new_consumer, partitions_of, start_patiently
from common.service import Runtime
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.credentials.events import CredentialSnapshot
from identity_api.credentials.models import Credential
from identity_api.db import OutboxMessage, SnapshotForm
from identity_api.organizations.events import OrganizationSnapshot
from identity_api.organizations.models import Organization
from identity_api.snapshots import Snapshots
from identity_api.users.events import UserSnapshot
from identity_api.users.models import User

log = structlog.get_logger()
BATCH: Final = 500
_RETRY_SECONDS: Final = 5.0
TOPICS: Final = (OrganizationSnapshot.topic, UserSnapshot.topic, CredentialSnapshot.topic)
FORMS: Final = {OrganizationSnapshot.topic: 1, UserSnapshot.topic: 2, CredentialSnapshot.topic: 1}
"""Raise one where the snapshot gets a field that readers need of everybody. Users, 2: their roles (CMD-014)."""


async def keep_topics_filled(runtime: Runtime) -> None:
    """The worker's loop: looks once, as soon as Kafka and PostgreSQL are both there."""
    while True:
        try:
            await republish_where_empty(runtime)
            await republish_where_outdated(runtime)
        except Exception as error:  # noqa: BLE001 - an outage at the start must not end the service
            log.warning("snapshots.not_checked", error=repr(error)[:500])
            await asyncio.sleep(_RETRY_SECONDS)
        else:
            return


async def republish_where_empty(runtime: Runtime) -> None:
    """A compacted topic never becomes empty by itself, so an empty one has lost our state."""
    if await _has_waiting(runtime):
        return
    for topic in await _empty_topics(runtime):
        log.warning("snapshots.republished", topic=topic)
        await republish(runtime, topic)


async def republish_where_outdated(runtime: Runtime) -> None:
    """Once after an update; when it is interrupted it begins anew."""
    async with runtime.sessions() as session:
        told = {row.topic: row.form for row in await session.scalars(select(SnapshotForm))}
    for topic in TOPICS:
        if told.get(topic, 1) < FORMS[topic]:
            log.info("snapshots.told_in_a_new_form", topic=topic, form=FORMS[topic])
            await republish(runtime, topic)


async def republish(runtime: Runtime, topic: str) -> None:
    """Records a snapshot of every row of this topic, in batches; repeated snapshots change nothing for a reader."""
    model, record = _recorders(runtime.clock)[topic]
    last: Any = None
    while True:
        async with runtime.sessions.begin() as session:
            rows = await _next_rows(session, model, last)
            for row in rows:
                record(session, row)
        if not rows:
            break
        last = rows[-1].id
    async with runtime.sessions.begin() as session:
        await session.merge(SnapshotForm(topic=topic, form=FORMS[topic]))


def _recorders(clock: Clock) -> dict[str, tuple[type[Any], Callable[[AsyncSession, Any], None]]]:
    return {
        OrganizationSnapshot.topic: (Organization, lambda session, row: Snapshots(session, clock).organization(row)),
        UserSnapshot.topic: (User, lambda session, row: Snapshots(session, clock).user(row)),
        CredentialSnapshot.topic: (
            Credential,
            lambda session, row: Snapshots(session, clock).credential(row, row.user),
        ),
    }


async def _next_rows(session: AsyncSession, model: type[Any], last: Any) -> Sequence[Any]:
    """The next rows by id, locked: a change that happens now is recorded after us."""
    statement = select(model).order_by(model.id).limit(BATCH).with_for_update(of=model)
    if last is not None:
        statement = statement.where(model.id > last)
    return (await session.scalars(statement)).all()


async def _has_waiting(runtime: Runtime) -> bool:
    async with runtime.sessions() as session:
        return await session.scalar(select(OutboxMessage.id).limit(1)) is not None


async def _empty_topics(runtime: Runtime) -> list[str]:
    prefix, kafka = runtime.settings.kafka_topic_prefix, new_consumer(runtime.settings.kafka_bootstrap)
    await start_patiently(kafka)
    try:
        found = await partitions_of(kafka, [prefix + topic for topic in TOPICS])
        partitions = [TopicPartition(topic, number) for topic, numbers in found.items() for number in numbers]
        kafka.assign(partitions)
        ends = await kafka.end_offsets(partitions)
    finally:
        await kafka.stop()
    filled = {partition.topic for partition, end in ends.items() if end > 0}
    return [topic for topic in TOPICS if prefix + topic not in filled]
