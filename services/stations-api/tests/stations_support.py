"""What the tests of stations-api share: the gateway's facts as envelopes, readers of what was written."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
import orjson
from common.clock import Clock
from common.db import Sessions
from common.events import Envelope
from common.ids import uuid7
from common.testing.helpers import bearer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from stations_api.db import OutboxMessage
from stations_api.settings import StationsSettings
from stations_api.station_events.consumers import StationFactsUnit
from stations_api.stations.models import Station

Maker = Callable[..., Awaitable[UUID]]
"""`await make_user(organization_id, …)`."""
ALL_RIGHTS = (
    "stations:read",
    "stations:write",
    "stations:command",
    "commands:read",
    "regions:read",
    "regions:write",
    "unknown-stations:read",
    "unknown-stations:write",
    "protocol-log:read",
    "operation-log:read",
    "incidents:read",
)
API = "/api/v1"
CARD = {"kind": "rfid", "hash": "aa", "last4": "0001", "remote_token": None}


def station_body(number: str | None = None, **changes: Any) -> dict[str, Any]:
    number = f"EVSE-{uuid7().hex[-10:]}" if number is None else number
    body = {
        "number": number,
        "key": number or "key",
        "name": f"Station {number}",
        "protocol": "1.6",
        "kind": "external",
        "connectors": [
            {"number": 1, "type": "ccs2", "max_power_w": 60000},
            {"number": 2, "type": "type2", "max_power_w": 22000},
        ],
    }
    return body | changes


class Operator:
    """Somebody who speaks HTTP with the service, with all its rights unless told otherwise."""

    def __init__(self, http: httpx.AsyncClient, *rights: str, **options: Any) -> None:
        self._http, self._headers = http, bearer(*(rights or ALL_RIGHTS), **options)

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self._http.get(API + path, params=params, headers=self._headers)

    async def post(self, path: str, body: Any = None, *, key: str | None = None) -> httpx.Response:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        return await self._http.post(API + path, json=body, headers=headers)

    async def patch(self, path: str, body: Any, *, if_match: str | None = None) -> httpx.Response:
        headers = self._headers | ({"If-Match": if_match} if if_match else {})
        return await self._http.patch(API + path, json=body, headers=headers)

    async def delete(self, path: str) -> httpx.Response:
        return await self._http.delete(API + path, headers=self._headers)

    async def station(self, **changes: Any) -> dict[str, Any]:
        """Creates a station and reads it."""
        response = await self.post("/stations", station_body(**changes))
        assert response.status_code == 201, response.text
        return dict(response.json())

    async def command(self, station: Mapping[str, Any], kind: str, **more: Any) -> dict[str, Any]:
        response = await self.post("/commands", {"station_id": station["id"], "kind": kind, **more})
        assert response.status_code == 202, response.text
        return dict(response.json())


class Gateway:
    """Writes the facts of one station as the gateway would; `epoch` is its present connection."""

    def __init__(self, station_id: str, clock: Clock, epoch: int = 1, partition: int = 3) -> None:
        self.station_id, self._clock, self.epoch, self._partition = station_id, clock, epoch, partition

    def fact(self, event: str, /, *, at: datetime | None = None, **data: Any) -> Envelope:
        body = {"station_id": self.station_id, "epoch": self.epoch, **({"at": at} if at else {}), **data}
        time = at or self._clock.now()
        key = self.station_id
        return Envelope(str(uuid7()), "/csms-gateway", f"{event}.v1", key, time, orjson.loads(orjson.dumps(body)), key)

    def now(self) -> datetime:
        return self._clock.now()

    def connected(self, **more: Any) -> Envelope:
        data: dict[str, Any] = {
            "protocol": "ocpp1.6",
            "gateway": 1,
            "command_partition": self._partition,
            "remote_address": "10.0.0.9",
        }
        return self.fact("station.connected", **(data | more))

    def disconnected(self, **more: Any) -> Envelope:
        return self.fact("station.disconnected", **({"reason": "closed"} | more))

    def seen(self, **more: Any) -> Envelope:
        return self.fact("station.seen", **more)

    def booted(self, **more: Any) -> Envelope:
        data: dict[str, Any] = {
            "vendor": "ACME",
            "model": "Z1",
            "serial_number": "S-1",
            "firmware_version": "1.0",
            "raw": {"a": 1},
        }
        return self.fact("station.booted", **(data | more))

    def passport(self, **passport: Any) -> Envelope:
        return self.fact("station.passport", passport={"maker": "Voltera", "model": "Fast 120", **passport})

    def status(self, number: int, ocpp_status: str = "Available", **more: Any) -> Envelope:
        status, controller = STATUSES[ocpp_status]
        data: dict[str, Any] = {
            "connector_number": number,
            "ocpp_status": ocpp_status,
            "status": status,
            "controller_status": controller,
            "mark": None,
            "error_code": "NoError",
            "vendor_error_code": None,
            "info": None,
            "device_at": self._clock.now(),
            "received_at": self._clock.now(),
        }
        return self.fact("connector.status-changed", **(data | more))

    def started(self, number: int, transaction_number: str = "77", **more: Any) -> Envelope:
        data: dict[str, Any] = {
            "connector_number": number,
            "transaction_key": uuid7(),
            "transaction_number": transaction_number,
            "token": CARD,
            "authorization": "accepted",
            "meter_start_wh": 100,
            "device_at": self._clock.now(),
            "received_at": self._clock.now(),
            "is_late": False,
            "deviations": [],
        }
        return self.fact("transaction.started", **(data | more))

    def measured(self, number: int, transaction_number: str | None, *samples: dict[str, Any]) -> Envelope:
        data: dict[str, Any] = {
            "transaction_number": transaction_number,
            "samples": samples,
            "received_at": self._clock.now(),
        }
        return self.fact("transaction.meter-values", connector_number=number, **data)

    def ended(self, transaction_number: str = "77", **more: Any) -> Envelope:
        data: dict[str, Any] = {
            "transaction_number": transaction_number,
            "connector_number": None,
            "token": None,
            "meter_stop_wh": 900,
            "reason": "Local",
            "device_at": self._clock.now(),
            "received_at": self._clock.now(),
            "is_late": False,
            "samples": [],
        }
        return self.fact("transaction.ended", **(data | more))

    def delivered(self, command: Mapping[str, Any]) -> Envelope:
        return self.fact("command.delivered", command_id=command["command_id"])

    def answered(self, command: Mapping[str, Any], outcome: str = "accepted", **more: Any) -> Envelope:
        data: dict[str, Any] = {"command_id": command["command_id"], "outcome": outcome, "answer": None, "error": None}
        return self.fact("command.answered", **(data | more))


STATUSES = {
    "Available": ("available", "A"),
    "Preparing": ("ready", "B"),
    "Charging": ("in_progress", "C6"),
    "Finishing": ("charged", "B2"),
    "Unavailable": ("unavailable", "F"),
    "Faulted": ("error", "E6"),
}


class Worker:
    """Applies facts as the consumer does, one call one batch."""

    def __init__(self, sessions: Sessions, settings: StationsSettings, clock: Clock) -> None:
        self._sessions, self._settings, self._clock = sessions, settings, clock

    async def apply(self, *facts: Envelope) -> None:
        async with self._sessions.begin() as session:
            unit = StationFactsUnit(session, self._settings, self._clock)
            for fact in facts:
                await unit.handlers[fact.type](fact)
            await unit.finish()


async def station_row(session: AsyncSession, station_id: str) -> Station:
    row = await session.get(Station, UUID(station_id), populate_existing=True)
    assert row is not None
    return row


async def published(sessions: Sessions, key: str, topic: str | None = None) -> Sequence[dict[str, Any]]:
    """Events of a key that wait in the outbox, in order: type, topic, partition, data."""
    async with sessions() as session:
        rows = await session.scalars(
            select(OutboxMessage).where(OutboxMessage.key == str(key)).order_by(OutboxMessage.id)
        )
        found = [
            {
                "type": row.type,
                "topic": row.topic,
                "partition": row.partition,
                "data": orjson.loads(row.payload or b"null")["data"],
            }
            for row in rows
        ]
    return [event for event in found if topic in {None, event["topic"]}]
