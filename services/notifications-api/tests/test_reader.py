"""From a message in Kafka to an event in a browser, through the whole service."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer
from common.ids import uuid7
from common.kafka import new_consumer
from common.testing.helpers import eventually
from notifications_api.settings import NotificationsSettings
from notifications_api.stream import reader as reader_module
from notifications_api.stream.hub import Hub
from notifications_api.stream.reader import Reader
from notifications_api.stream.ring import Ring
from notifications_api.stream.translator import Translator

MINE, OTHER = uuid7(), uuid7()


def _snapshot(station: Any, organization: Any, revision: int = 1) -> dict[str, Any]:
    return {"station_id": station, "organization_id": organization, "revision": revision, "name": "x", "connectors": []}


async def _until(events: list[dict[str, Any]], *wanted: tuple[str, Any]) -> None:
    """Waits until these (type, id) were heard, in whatever order."""

    async def heard() -> bool:
        got = {(event.get("type"), event.get("id")) for event in events}
        return {(kind, str(thing)) for kind, thing in wanted} <= got

    await eventually(heard)


async def test_every_kind_reaches_the_browser(server: str, publish: Any, listen: Any) -> None:
    station, command, session, payment = uuid7(), uuid7(), uuid7(), uuid7()
    async with listen(server) as events:
        await publish("stations", station, "station.snapshot.v1", _snapshot(station, MINE, 4))
        ours = {"organization_id": MINE, "revision": 3}
        await publish("commands", station, "command.changed.v1", {"command_id": command} | ours)
        await publish("sessions", session, "session.updated.v1", {"session_id": session} | ours)
        charge = {"charge_id": uuid7(), "session_id": session, "version": 5, "organization_id": MINE}
        await publish("charges", session, "charge.priced.v1", charge)
        paid = {"payment_id": payment, "version": 2, "organization_id": MINE}
        await publish("payments", payment, "payment.changed.v1", paid)
        wanted = [("station", station), ("command", command), ("session", session), ("charge", session)]
        await _until(events, *wanted, ("payment", payment))
    revisions = {event["type"]: event["revision"] for event in events if event["event"] == "hint"}
    assert revisions == {"station": 4, "command": 3, "session": 3, "charge": 5, "payment": 2}


async def test_a_stations_events_go_to_its_owner(server: str, publish: Any, listen: Any) -> None:
    mine, foreign, unknown = uuid7(), uuid7(), uuid7()
    async with listen(server, organizations=[MINE]) as events, listen(server, organizations=[OTHER]) as others:
        await publish("stations", mine, "station.snapshot.v1", _snapshot(mine, MINE))
        await publish("stations", foreign, "station.snapshot.v1", _snapshot(foreign, OTHER))
        await _until(events, ("station", mine))
        await _until(others, ("station", foreign))
        events.clear()
        others.clear()
        for station in (unknown, foreign, mine):
            await publish("station-events", station, "connector.status-changed.v1", {"station_id": station})
        await _until(events, ("station", mine))
        await _until(others, ("station", foreign))
        assert {event["id"] for event in events} == {str(mine)}
        assert {event["id"] for event in others} == {str(foreign)}


async def test_whatever_is_told_of_a_station_says_that_it_lives(server: str, publish: Any, listen: Any) -> None:
    """The gateway sends no sign of life beside meter values."""
    station = uuid7()
    async with listen(server) as events:
        await publish("stations", station, "station.snapshot.v1", _snapshot(station, MINE))
        await _until(events, ("station", station))
        events.clear()
        await publish("station-events", "nobody", "transaction.meter-values.v1", {})
        await publish("station-events", other := uuid7(), "transaction.meter-values.v1", {})
        await _until(events, ("station", other))


def _thing(noun: str, right: str, **changed: Any) -> dict[str, Any]:
    owner: dict[str, Any] = {"audience": "owners", "organizations": [], "station_id": None}
    return {"noun": noun, "id": str(uuid7()), "revision": 2, "right": right} | owner | changed


class TestThings:
    """Nouns without a topic of their own: the owner says whose they are, nobody else hears of them."""

    async def test_reach_who_may_know_and_nobody_else(self, server: str, publish: Any, listen: Any) -> None:
        station = uuid7()
        mine = _thing("tariff", "tariffs:read", organizations=[MINE])
        foreign = _thing("tariff", "tariffs:read", organizations=[OTHER])
        secret = _thing("api_client", "api-clients:read", organizations=[MINE])
        nobodys = _thing("unknown_station", "unknown-stations:read", id=None, audience="all_organizations")
        shared = _thing("role", "roles:read", audience="everybody")
        quarantined = _thing("quarantine", "quarantine:read", station_id=station)
        rights = tuple(
            f"{noun}:read" for noun in ("stream", "stations", "tariffs", "unknown-stations", "roles", "quarantine")
        )
        async with (
            listen(server, rights=rights, organizations=[MINE]) as events,
            listen(server, rights=rights, organizations="*") as everything,
        ):
            await publish("stations", station, "station.snapshot.v1", _snapshot(station, MINE))
            await _until(events, ("station", station))
            things = [foreign, secret, nobodys, shared, quarantined, mine]
            await publish("changes", "some", "things.changed.v1", {"things": things})
            await _until(events, ("tariff", mine["id"]), ("role", shared["id"]), ("quarantine", quarantined["id"]))
            await _until(everything, ("tariff", foreign["id"]), ("tariff", mine["id"]))
            heard = {(event["type"], event["id"]) for event in events if event["event"] == "hint"}
            assert {kind for kind, _ in heard} == {"station", "tariff", "role", "quarantine"}
            assert ("tariff", foreign["id"]) not in heard
            everywhere = [event["type"] for event in everything if event["event"] == "hint"]
            assert "unknown_station" in everywhere
            assert "api_client" not in everywhere

    async def test_of_above_reach_below_where_they_count(self, server: str, publish: Any, listen: Any) -> None:
        """A tariff of the organisation above prices sessions of those below; its users are not their business."""
        above = "00000000-0000-7000-8000-000000000001"
        tariff = _thing("tariff", "tariffs:read", organizations=[above], audience="owners_and_below")
        user = _thing("user", "users:read", organizations=[above])
        rights = ("stream:read", "tariffs:read", "users:read")
        async with listen(server, rights=rights, organizations=[MINE], organization_id=MINE) as events:
            await publish("changes", "some", "things.changed.v1", {"things": [user, tariff]})
            await _until(events, ("tariff", tariff["id"]))
            assert [event["type"] for event in events if event["event"] == "hint"] == ["tariff"]

    async def test_many_changes_of_one_thing_are_one_hint(self, server: str, publish: Any, listen: Any) -> None:
        tariff, end = _thing("tariff", "tariffs:read"), _thing("role", "roles:read", audience="everybody")
        async with listen(server, rights=("stream:read", "tariffs:read", "roles:read")) as events:
            await publish("changes", "some", "things.changed.v1", {"things": [tariff] * 50 + [end]})
            await _until(events, ("tariff", tariff["id"]), ("role", end["id"]))
            assert len([event for event in events if event["event"] == "hint"]) == 2


@pytest_asyncio.fixture
async def reading(settings: NotificationsSettings) -> AsyncIterator[Any]:
    """`await reading()`: a reader at work, with the hub it feeds."""
    tasks: list[asyncio.Task[None]] = []

    async def start() -> tuple[Reader, Hub]:
        hub = Hub(Ring(1000, base=0), queue_size=1000)
        reader = Reader(hub, Translator(hub.publish), settings.kafka_bootstrap, settings.kafka_topic_prefix)
        tasks.append(asyncio.create_task(reader.run()))
        await asyncio.wait_for(reader.ready.wait(), 20)
        return reader, hub

    yield start
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _things(hub: Hub) -> list[tuple[str, str] | str]:
    entries = hub._ring.after(0) or []
    return [(entry.hint.type, str(entry.hint.id)) if entry.hint else "resync" for entry in entries]


class TestReader:
    async def test_yesterday_gives_no_hints_but_tells_whose_a_station_is(self, publish: Any, reading: Any) -> None:
        station, gone, session = uuid7(), uuid7(), uuid7()
        await publish("stations", station, "station.snapshot.v1", _snapshot(station, MINE))
        await publish("stations", gone, "station.snapshot.v1", _snapshot(gone, MINE))
        old = {"session_id": session, "revision": 1, "organization_id": MINE}
        await publish("sessions", session, "session.started.v1", old)
        _, hub = await reading()
        assert _things(hub) == ["resync"]
        await publish("station-events", station, "station.connected.v1", {"station_id": station})
        await publish("stations", gone, "tombstone", None)

        async def heard() -> bool:
            return {("station", str(station)), ("station", str(gone))} <= set(_things(hub))

        await eventually(heard)
        owners = {entry.hint.organizations for entry in hub._ring.after(0) or [] if entry.hint}
        assert owners == {frozenset({MINE})}

    async def test_after_an_interruption_pages_read_all_again(
        self, publish: Any, reading: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made: list[AIOKafkaConsumer] = []

        def remembering(bootstrap: str) -> AIOKafkaConsumer:
            made.append(new_consumer(bootstrap))
            return made[-1]

        monkeypatch.setattr(reader_module, "new_consumer", remembering)
        reader, hub = await reading()
        await made[0].stop()

        async def resynced() -> bool:
            return _things(hub) == ["resync", "resync"] and reader.ready.is_set()

        await eventually(resynced)
        session = uuid7()
        data = {"session_id": session, "revision": 1, "organization_id": MINE}
        await publish("sessions", session, "session.ended.v1", data)

        async def heard() -> bool:
            return ("session", str(session)) in _things(hub)

        await eventually(heard)

    async def test_what_cannot_be_read_is_passed_over(self, publish: Any, reading: Any) -> None:
        _, hub = await reading()
        session = uuid7()
        await publish("sessions", session, "session.started.v1", {"session_id": "not an id"})
        await publish("sessions", session, "session.invented.v1", {})
        data = {"session_id": session, "revision": 1, "organization_id": None}
        await publish("sessions", session, "session.started.v1", data)

        async def heard() -> bool:
            return ("session", str(session)) in _things(hub)

        await eventually(heard)
        assert len(_things(hub)) == 2
