"""The virtual station without its line: what happens at its connectors, and what it therefore has to tell."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ocpp.v16.enums import ChargePointErrorCode, ChargePointStatus, ReadingContext, Reason

from simulator.ocpp16.texts import timestamp
from simulator.station import memory
from simulator.station.configuration import Configuration
from simulator.station.connector import Connector
from simulator.station.outbox import CHARGING_STATE, METER, START, STATUS, STOP, Entry, Outbox
from simulator.station.profiles import Profiles
from simulator.station.transaction import Transaction
from simulator.tasks import end

ARRIVAL_SOC_PERCENT = 20.0
REFUSED = frozenset({"Blocked", "Expired", "Invalid"})


@dataclass
class Behaviour:
    """What the people and the box do by themselves. Times in seconds of real time.

    `speed`: how many simulated seconds of charging pass in one real second. `arrives_after`: a car comes so long after
    a remote start (None: only when told to). `leaves_after`: and drives away so long after its transaction.
    """

    speed: float = 1.0
    arrives_after: float | None = 1.0
    leaves_after: float | None = 5.0
    arrival_soc: float = ARRIVAL_SOC_PERCENT
    reboot_seconds: float = 3.0


@dataclass
class Station:
    """Connectors by number, the outbox, and the tasks that run beside."""

    key: str
    maker: str
    model: str
    firmware_version: str
    connectors: dict[int, Connector]
    configuration: Configuration
    behaviour: Behaviour
    outbox: Outbox
    profiles: Profiles = field(default_factory=Profiles)
    transactions: list[Transaction] = field(default_factory=list)
    local_list_version: int = 0
    is_operative: bool = True
    _told: dict[int, ChargePointStatus] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside, until the station is switched off."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def plug(self, number: int) -> None:
        """A car is plugged in."""
        self.connectors[number].plug(self.behaviour.arrival_soc)
        self.tell_status(number)

    def start(self, number: int, id_tag: str, remote_start_id: int | None = None) -> Transaction:
        """Begin a transaction for an authorised card; `remote_start_id` is that of RequestStartTransaction (2.0.1)."""
        transaction = self.connectors[number].start(id_tag, datetime.now(UTC))
        self.transactions.append(transaction)
        payload: dict[str, Any] = {
            "connector_id": number,
            "id_tag": id_tag,
            "meter_start": transaction.meter_start_wh,
            "timestamp": timestamp(transaction.started_at),
        }
        if remote_start_id is not None:
            payload["remote_start_id"] = remote_start_id
        self._put(START, payload, transaction)
        self.apply_limits()
        self.tell_status(number)
        return transaction

    def stop(self, number: int, reason: Reason, *, id_tag: str | None = None) -> None:
        """End the running transaction; the car stays on the plug until it leaves."""
        connector = self.connectors[number]
        last = connector.sampled_values(ReadingContext.transaction_end)
        ended = connector.stop(reason, datetime.now(UTC))
        self._forget(number)
        assert ended.ended_at is not None, "a stopped transaction has an end"
        told_at = timestamp(ended.ended_at)
        payload = {
            "meter_stop": ended.meter_stop_wh,
            "timestamp": told_at,
            "reason": reason,
            "id_tag": id_tag,
            "transaction_data": [{"timestamp": told_at, "sampled_value": last}],
        }
        self.outbox.put(Entry(STOP, payload, ended.id, ended.next_sequence()))
        self.profiles.end_transaction(number)
        self.tell_status(number)

    def _remember(self, number: int) -> None:
        """Keep a running transaction with the queue, so that a loss of power does not lose it."""
        connector = self.connectors[number]
        self.outbox.registers[str(number)] = connector.register_wh
        if connector.transaction is not None:
            self.outbox.running[str(number)] = memory.kept(connector.transaction, connector.register_wh)

    def _forget(self, number: int) -> None:
        self.outbox.registers[str(number)] = self.connectors[number].register_wh
        self.outbox.running.pop(str(number), None)

    def wake_up(self) -> None:
        """After the process died in a session: end what was running then, and tell it before anything new."""
        ended = [memory.ended_by_power_loss(state) for state in self.outbox.running.values()]
        self.outbox.running.clear()
        self.transactions.extend(ended)
        for transaction in ended:
            self.outbox.put(memory.late_stop(transaction))

    def lose_power(self, *, is_told: bool) -> None:
        """The power fails: transactions end now; their ends are told after the restart, or never."""
        for number, connector in self.connectors.items():
            if connector.transaction is not None:
                ended = connector.stop(Reason.power_loss, datetime.now(UTC))
                ended.is_end_told = is_told
                self._forget(number)
                if is_told:
                    self.outbox.put(memory.late_stop(ended))

    def unplug(self, number: int) -> None:
        """The car leaves; a running transaction ends with it."""
        connector = self.connectors[number]
        if connector.transaction is not None:
            self.stop(number, Reason.ev_disconnected)
        connector.unplug()
        self.tell_status(number)

    def leave_later(self, number: int) -> None:
        """The car drives away after a while, if cars do that here."""
        if self.behaviour.leaves_after is not None:
            self.begin(self._leave(number, self.behaviour.leaves_after))

    async def _leave(self, number: int, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self.connectors[number].transaction is None:
            self.unplug(number)

    def started(self, transaction: str, status: str) -> None:
        """The central system answered a start: a refused card ends the transaction (OCPP 1.6, 4.8)."""
        known = next((item for item in self.transactions if item.id == transaction), None)
        if known is None:
            return
        known.authorization = status
        connector = self.connectors[known.connector_number]
        stops = self.configuration.is_true("StopTransactionOnInvalidId")
        if status in REFUSED and stops and connector.transaction is known:
            self.stop(connector.number, Reason.de_authorized)
            self.leave_later(connector.number)

    def charging(self, transaction: str) -> Connector | None:
        """The connector on which that transaction runs."""
        running = (item for item in self.connectors.values() if item.transaction and item.transaction.id == transaction)
        return next(running, None)

    def advance(self, seconds: float) -> None:
        """Let so many real seconds of charging pass."""
        self.apply_limits()
        for connector in self.connectors.values():
            connector.charge(seconds * self.behaviour.speed)
            self.tell_status(connector.number)

    def apply_limits(self) -> None:
        """Give each charging connector the limit of its profiles."""
        now = datetime.now(UTC)
        for connector in self.connectors.values():
            connector.limit_w = self.profiles.limit_w(
                connector.number, is_dc=connector.is_dc, started_at=connector.began(now), now=now
            )

    def schedule(self, number: int, duration: int) -> tuple[datetime, list[dict[str, Any]]]:
        """What the profiles allow a connector, or the whole station (0), from now on: periods in W."""
        now, connector = datetime.now(UTC), self.connectors.get(number)
        chosen = [connector] if connector is not None else list(self.connectors.values())
        most_w = sum(item.kind.max_power_w for item in chosen)
        is_dc, started_at = chosen[0].is_dc, connector.began(now) if connector is not None else now
        return now, self.profiles.composite(
            number, duration, is_dc=is_dc, started_at=started_at, now=now, most_w=float(most_w)
        )

    def tell_meter(self, number: int, context: ReadingContext = ReadingContext.sample_periodic) -> None:
        """MeterValues of a connector, within its transaction if one runs."""
        connector = self.connectors[number]
        value = {"timestamp": timestamp(datetime.now(UTC)), "sampled_value": connector.sampled_values(context)}
        payload: dict[str, Any] = {"connector_id": number, "meter_value": [value]}
        self._put(METER, payload, connector.transaction)

    def tell_status(self, number: int, *, is_asked: bool = False) -> None:
        """StatusNotification, when the status has changed or somebody asks; 0 is the station itself."""
        status, error = self._status(number)
        if self._told.get(number) is status and not is_asked:
            return
        self._told[number] = status
        payload = {
            "connector_id": number,
            "error_code": error,
            "status": status,
            "timestamp": timestamp(datetime.now(UTC)),
        }
        self.outbox.put(Entry(STATUS, payload))
        self._tell_charging_state(number, status)

    def _tell_charging_state(self, number: int, status: ChargePointStatus) -> None:
        transaction = self.connectors[number].transaction if number else None
        if transaction is not None:
            payload = {"connector_id": number, "state": status, "timestamp": timestamp(datetime.now(UTC))}
            self._put(CHARGING_STATE, payload, transaction)

    def _put(self, kind: str, payload: dict[str, Any], transaction: Transaction | None) -> None:
        if transaction is None:
            self.outbox.put(Entry(kind, payload))
        else:
            entry = Entry(kind, payload, transaction.id, transaction.next_sequence())
            self._remember(transaction.connector_number)  # saved with the entry: neither without the other
            self.outbox.put(entry)

    def tell_all_statuses(self) -> None:
        """After a (re)connect: what is so now, whatever was told before."""
        for number in (0, *self.connectors):
            self.tell_status(number, is_asked=True)

    def _status(self, number: int) -> tuple[ChargePointStatus, ChargePointErrorCode]:
        if number == 0:
            whole = ChargePointStatus.available if self.is_operative else ChargePointStatus.unavailable
            return whole, ChargePointErrorCode.no_error
        connector = self.connectors[number]
        return connector.status, connector.fault or ChargePointErrorCode.no_error

    async def switch_off(self) -> None:
        """Stop everything that runs beside."""
        await end(*self._tasks)

    def summary(self) -> dict[str, Any]:
        """What the station did and told: the JSON at the end of a run."""
        return {
            "station": self.key,
            "sessions": [item.as_json(self.outbox.transaction_id(item.id)) for item in self.transactions],
            "untold_messages": len(self.outbox),
        }
