"""What the fake product remembers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

PRICE_KWH = Decimal("22.00")


@dataclass
class Store:
    """Stations, cards and transactions; a repeated StartTransaction finds its transaction again."""

    stations: dict[str, dict[str, Any]] = field(default_factory=dict)
    regions: list[dict[str, Any]] = field(
        default_factory=lambda: [{"id": "r1", "name": "Root", "time_zone": "Europe/Moscow"}]
    )
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    cards: set[str] = field(default_factory=set)
    transactions: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    boots: list[str] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    samples: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)  # of OCPP 2.0.1
    reports: list[dict[str, Any]] = field(default_factory=list)  # of variables and profiles (2.0.1)
    is_forgetful: bool = False  # answers, but shows nothing

    def start(self, key: str, connector: int, id_tag: str, meter_start: int, timestamp: str) -> int:
        identity = (key, connector, id_tag, meter_start, timestamp)
        if identity not in self.transactions:
            number = len(self.transactions) + 1
            self.transactions[identity] = {
                "number": number, "session_id": str(uuid4()), "station_number": key, "connector_number": connector,
                "meter_start_wh": meter_start, "device_started_at": timestamp,
                "device_ended_at": None, "energy_wh": None,
            }  # fmt: skip
        return int(self.transactions[identity]["number"])

    def stop(self, number: int, meter_stop: int, timestamp: str) -> None:
        transaction = next(item for item in self.transactions.values() if item["number"] == number)
        if transaction["energy_wh"] is not None:
            return
        transaction["device_ended_at"] = timestamp
        transaction["energy_wh"] = meter_stop - transaction["meter_start_wh"]

    def take_event(self, key: str, event: dict[str, Any]) -> None:
        """A TransactionEvent: the ends of a transaction by the station's own id, each once."""
        own_id, kind = event["transaction_info"]["transaction_id"], event["event_type"]
        transaction = self.transactions.setdefault(
            (key, own_id),
            {
                "number": own_id, "session_id": str(uuid4()), "station_number": key, "connector_number": None,
                "meter_start_wh": 0, "device_started_at": None, "device_ended_at": None,
                "energy_wh": None, "stop": None,
            },
        )  # fmt: skip
        if kind == "Started":
            transaction["connector_number"] = event["evse"]["id"]
            transaction["device_started_at"] = event["timestamp"]
            transaction["meter_start_wh"] = register_of(event)
        if kind == "Ended":
            transaction["device_ended_at"], transaction["stop"] = event["timestamp"], register_of(event)
        if transaction["stop"] is not None:
            transaction["energy_wh"] = transaction["stop"] - transaction["meter_start_wh"]

    def session(self, transaction: dict[str, Any]) -> dict[str, Any]:
        ended = transaction["energy_wh"] is not None
        return {
            "id": transaction["session_id"],
            "amount": str(self.amount(transaction)) if ended else None,
            "payment_status": "paid" if ended else "not_calculated",
        }

    def payment(self, transaction: dict[str, Any]) -> dict[str, Any]:
        amount = str(self.amount(transaction))
        return {
            "session_id": transaction["session_id"],
            "operation": "payment",
            "status": "completed",
            "amount": amount,
        }

    def amount(self, transaction: dict[str, Any]) -> Decimal:
        kwh = round(Decimal(transaction["energy_wh"] or 0) / 1000 + Decimal("0.000001"), 2)
        return (kwh * PRICE_KWH).quantize(Decimal("0.01"))

    def ended(self) -> list[dict[str, Any]]:
        return [transaction for transaction in self.transactions.values() if transaction["energy_wh"] is not None]


def register_of(event: dict[str, Any]) -> int:
    return int(event["meter_value"][0]["sampled_value"][0]["value"])


def now_text() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
