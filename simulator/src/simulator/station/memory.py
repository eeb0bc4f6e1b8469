"""What a station remembers of a running transaction over a loss of its power."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from ocpp.v16.enums import Measurand, ReadingContext, Reason, UnitOfMeasure

from simulator.ocpp16.texts import sample, timestamp
from simulator.station.outbox import STOP, Entry
from simulator.station.transaction import Transaction


def kept(transaction: Transaction, register_wh: float) -> dict[str, Any]:
    """The transaction and its meter as they are now, as JSON."""
    state = {**asdict(transaction), "started_at": transaction.started_at.isoformat()}
    return {"transaction": state, "register_wh": register_wh, "at": datetime.now(UTC).isoformat()}


def ended_by_power_loss(state: dict[str, Any]) -> Transaction:
    """A kept transaction, ended when it was kept last: from then on nothing was measured."""
    fields = {**state["transaction"], "started_at": datetime.fromisoformat(state["transaction"]["started_at"])}
    transaction = Transaction(**fields)
    transaction.ended_at = datetime.fromisoformat(state["at"])
    transaction.meter_stop_wh, transaction.reason = int(state["register_wh"]), Reason.power_loss
    return transaction


def late_stop(transaction: Transaction) -> Entry:
    """The end of a transaction that a power loss ended."""
    assert transaction.ended_at is not None, "a stopped transaction has an end"
    told_at, context = timestamp(transaction.ended_at), ReadingContext.transaction_end
    register = sample(
        transaction.meter_stop_wh or 0, Measurand.energy_active_import_register, UnitOfMeasure.wh, context
    )
    payload = {
        "meter_stop": transaction.meter_stop_wh,
        "timestamp": told_at,
        "reason": Reason.power_loss,
        "id_tag": None,
        "transaction_data": [{"timestamp": told_at, "sampled_value": [register]}],
    }
    return Entry(STOP, payload, transaction.id, transaction.next_sequence())
