"""What the product shows of the replayed sessions, read through the public API."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from simulator.api import Api

TRANSACTIONS_A_PAGE = 1000
QUERIES_AT_ONCE = 8
STATIONS_A_QUERY = 40  # keeps the address short enough for every proxy


@dataclass(frozen=True)
class FoundTransaction:
    """A transaction of `GET /transactions`; device times are what the station told."""

    session_id: str
    station_number: str
    connector_number: int
    started_at: datetime | None
    ended_at: datetime | None
    energy_wh: int | None

    @property
    def key(self) -> tuple[str, int, datetime | None]:
        """The same key as of a sent session."""
        return self.station_number, self.connector_number, self.started_at


@dataclass(frozen=True)
class FoundSession:
    """A session of `GET /sessions`, as far as money goes."""

    id: str
    amount: Decimal | None
    payment_status: str


@dataclass(frozen=True)
class FoundPayment:
    """A payment of `GET /payments`."""

    session_id: str
    operation: str
    status: str
    amount: Decimal


@dataclass
class Found:
    """Everything about the stations of a run."""

    transactions: list[FoundTransaction] = field(default_factory=list)
    sessions: dict[str, FoundSession] = field(default_factory=dict)
    payments: dict[str, list[FoundPayment]] = field(default_factory=lambda: defaultdict(list))
    charges: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # groups of lines; see find_charges


async def find(api: Api, station_ids: Iterable[str]) -> Found:
    """Read transactions, sessions and payments."""
    found = Found()
    ids = list(station_ids)
    for chunk in chunks(ids):
        async for item in api.pages("sessions", station_id=chunk, show_junk=True, hide_zero=False):
            found.sessions[item["id"]] = session_of(item)
    for station_id in ids:
        async for item in api.pages("transactions", station_id=station_id, limit=TRANSACTIONS_A_PAGE):
            found.transactions.append(transaction_of(item))
    async for payment in payments(api):
        if payment.session_id in found.sessions:
            found.payments[payment.session_id].append(payment)
    return found


async def find_charges(api: Api, found: Found, session_ids: Iterable[str]) -> None:
    """Read the priced lines of some sessions."""
    gate = asyncio.Semaphore(QUERIES_AT_ONCE)

    async def find_charge(session_id: str) -> None:
        async with gate:
            answer = await api.get("charges", session_id=session_id)
        found.charges[session_id] = [group for charge in answer["items"] for group in charge["groups"]]

    await asyncio.gather(*(find_charge(session_id) for session_id in session_ids))


async def summary_of(api: Api, station_ids: Iterable[str]) -> tuple[int, int, Decimal]:
    """Count, energy in Wh and amount over the stations' sessions, as `GET /sessions/summary` adds them up."""
    count, energy_wh, amount = 0, 0, Decimal(0)
    for chunk in chunks(list(station_ids)):
        answer = await api.get("sessions/summary", station_id=chunk, show_junk=True, hide_zero=False)
        count += answer["count"]
        energy_wh += answer["energy_wh"]
        amount += Decimal(answer["amount"] or 0)
    return count, energy_wh, amount


def chunks(ids: list[str]) -> Iterable[list[str]]:
    """Groups of ids, each fit for one query."""
    return (ids[first : first + STATIONS_A_QUERY] for first in range(0, len(ids), STATIONS_A_QUERY))


async def payments(api: Api) -> AsyncIterator[FoundPayment]:
    """All payments of the installation."""
    async for item in api.pages("payments", sort="-created_at"):
        yield FoundPayment(item["session_id"], item["operation"], item["status"], Decimal(item["amount"]))


def transaction_of(item: dict[str, Any]) -> FoundTransaction:
    """One item of the list."""
    return FoundTransaction(
        session_id=item["session_id"],
        station_number=item["station_number"],
        connector_number=item["connector_number"],
        started_at=instant(item["device_started_at"]),
        ended_at=instant(item["device_ended_at"]),
        energy_wh=item["energy_wh"],
    )


def session_of(item: dict[str, Any]) -> FoundSession:
    """One item of the list."""
    amount = None if item["amount"] is None else Decimal(item["amount"])
    return FoundSession(item["id"], amount, item["payment_status"])


def instant(text: str | None) -> datetime | None:
    """An aware UTC time of the API."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
