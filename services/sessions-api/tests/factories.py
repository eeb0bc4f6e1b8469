"""Messages as the other services would send them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import orjson
from common.events import Envelope
from common.ids import uuid7

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
ORGANIZATION = UUID("00000000-0000-7000-8000-000000000001")
CONTROLLERS = {
    "available": "A",
    "ready": "B",
    "waiting_connection": "A",
    "in_progress": "C6",
    "charged": "B2",
    "emergency_stopped": "E9",
    "error": "E6",
    "unavailable": "F",
}
CARD = {
    "kind": "rfid",
    "hash": "ab" * 32,
    "last4": "5824",
    "credential_id": None,
    "user_id": str(UUID(int=77)),
    "user_label": "Иван Петров",
    "organization_id": str(ORGANIZATION),
    "remote_token": None,
}


@dataclass(frozen=True)
class Message:
    type: str
    data: dict[str, Any]
    key: str = ""
    topic: str = "station-events"


def envelope(message: Message) -> Envelope:
    data = orjson.loads(orjson.dumps(message.data, default=str))
    return Envelope("", "/test", message.type, message.key, NOW, data, message.key, (message.topic, 0, 0))


@dataclass
class Plug:
    """One connector of a station that tells what happens to it. `at` of every method: minutes after NOW - 1 h."""

    station_id: UUID = field(default_factory=uuid7)
    connector: int = 1
    started: datetime = NOW - timedelta(hours=1)

    def time(self, minutes: float) -> datetime:
        return self.started + timedelta(minutes=minutes)

    def snapshot(self, **changed: Any) -> Message:
        data: dict[str, Any] = {
            "station_id": self.station_id,
            "revision": 1,
            "number": f"EVSE{self.station_id.hex[-6:]}",
            "key": "k",
            "name": "Test",
            "organization_id": ORGANIZATION,
            "time_zone": "Europe/Moscow",
            "is_activated": True,
            "connectors": [{"id": uuid7(), "number": 1, "type": "ccs2"}, {"id": uuid7(), "number": 2, "type": "type2"}],
        }
        return Message("station.snapshot.v1", data | changed, str(self.station_id), "stations")

    def status(self, status: str, at: float, *, received: float | None = None, mark: str | None = None) -> Message:
        return self._message(
            "connector.status-changed.v1",
            connector_number=self.connector,
            ocpp_status="",
            status=status,
            controller_status=CONTROLLERS[status],
            mark=mark,
            device_at=self.time(at),
            received_at=self.time(at if received is None else received),
        )

    def number(self, name: str) -> str:
        return str(uuid5(self.station_id, name).int % 2_000_000_000 + 1)

    def start(
        self,
        name: str = "t1",
        at: float = 1,
        *,
        meter: int = 1000,
        received: float | None = None,
        token: dict[str, Any] | None = None,
        authorization: str = "accepted",
        **changed: Any,
    ) -> Message:
        received_at = self.time(at if received is None else received)
        data: dict[str, Any] = {
            "connector_number": self.connector,
            "transaction_key": uuid5(self.station_id, name),
            "transaction_number": self.number(name),
            "token": CARD if token is None else token,
            "authorization": authorization,
            "meter_start_wh": meter,
            "device_at": self.time(at),
            "received_at": received_at,
            "is_late": received_at - self.time(at) > timedelta(minutes=5),
            "deviations": [],
        }
        return self._message("transaction.started.v1", **(data | changed))

    def meter(
        self,
        name: str | None = "t1",
        at: float = 2,
        *,
        wh: int | None = None,
        received: float | None = None,
        **more: str,
    ) -> Message:
        """`more`: measurand words with underscores for dots, e.g. Power_Active_Import="11000"."""
        samples = [self.sample(measurand.replace("_", "."), value, at) for measurand, value in more.items()]
        if wh is not None:
            samples.append(self.sample("Energy.Active.Import.Register", str(wh), at, unit="Wh"))
        return self._message(
            "transaction.meter-values.v1",
            connector_number=self.connector,
            transaction_number=None if name is None else self.number(name),
            samples=samples,
            received_at=self.time(at if received is None else received),
        )

    def sample(self, measurand: str, value: str, at: float, **more: Any) -> dict[str, Any]:
        empty = {"phase": None, "location": None, "context": None, "unit": None}
        return {"at": self.time(at), "measurand": measurand, "value": value} | empty | more

    def stop(
        self, name: str = "t1", at: float = 30, *, meter: int = 6000, received: float | None = None, **changed: Any
    ) -> Message:
        received_at = self.time(at if received is None else received)
        data: dict[str, Any] = {
            "transaction_number": self.number(name),
            "connector_number": None,
            "token": None,
            "meter_stop_wh": meter,
            "reason": "Local",
            "device_at": self.time(at),
            "received_at": received_at,
            "is_late": received_at - self.time(at) > timedelta(minutes=5),
            "samples": [],
        }
        return self._message("transaction.ended.v1", **(data | changed))

    def _message(self, kind: str, **data: Any) -> Message:
        return Message(kind, {"station_id": self.station_id, "epoch": 1, **data}, str(self.station_id))


def charge(session_id: UUID, version: int = 1, amount: str = "110.00", status: str = "paid") -> Message:
    data = {
        "charge_id": uuid7(),
        "session_id": session_id,
        "revision": 1,
        "version": version,
        "is_final": True,
        "amount": amount,
        "currency": "RUB",
        "payment_status": status,
        "paid_amount": amount,
        "organization_id": ORGANIZATION,
    }
    return Message("charge.priced.v1", data, str(session_id), "charges")
