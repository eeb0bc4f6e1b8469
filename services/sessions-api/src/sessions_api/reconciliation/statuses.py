"""A connector's status changes: sessions begin with the plug and end with the free connector."""

from datetime import datetime

from sessions_api.facts import MeterValues, StatusChanged
from sessions_api.moments import is_late, plausible
from sessions_api.reconciliation.book import Book, Connector
from sessions_api.reconciliation.closing import close_by_rule, end_session
from sessions_api.reconciliation.models import ConnectorState
from sessions_api.sessions.models import CONTROLLER_CHANGED, Session
from sessions_api.sessions.sources import EMERGENCY_STOP

FREE = "available"
TAKEN = frozenset({"ready", "waiting_connection", "in_progress"})
"""Statuses with which a session may begin; `charged` only follows one that is known or will be told."""
SUSPENDED_BY_VEHICLE = "suspended_by_vehicle"
CHARGING_RESUMED = "charging_resumed"


def change_status(book: Book, fact: StatusChanged) -> None:
    if fact.connector_number == 0:
        return
    connector = (fact.station_id, fact.connector_number)
    at = plausible(fact.device_at, fact.received_at)
    # a clock that runs ahead must not make later statuses look old
    if not _remember(book, fact, min(at, fact.received_at)):
        return
    live = book.live(connector)
    if fact.status == FREE:
        _free(book, live, fact, at)
    elif fact.status in TAKEN:
        _taken(book, connector, live, fact, at)
    elif live is not None:
        see_controller(book, live, fact.controller_status, at)


def _remember(book: Book, fact: StatusChanged, at: datetime) -> bool:
    """False for what is older than the known status (quirk B13)."""
    known = book.connectors.get((fact.station_id, fact.connector_number))
    if known is None:
        known = ConnectorState(station_id=fact.station_id, connector_number=fact.connector_number)
        book.see_connector(known)
    elif at < known.status_at:
        return False
    known.status, known.controller_status, known.mark = fact.status, fact.controller_status, fact.mark
    known.status_at = at
    return True


def _free(book: Book, live: Session | None, fact: StatusChanged, at: datetime) -> None:
    """The vehicle is gone. A stop that has not come yet is waited for (upkeep closes by rule)."""
    if live is None or at < live.started_at:
        return
    if not (live.controller_status or "").startswith("E"):  # an error is what the session ended with
        see_controller(book, live, fact.controller_status, at)
    if live.has_running_transaction:
        live.unplugged_at = live.unplugged_at or at
        live.unplugged_seen_at = live.unplugged_seen_at or fact.received_at
    else:
        end_session(live, at)


def _taken(book: Book, connector: Connector, live: Session | None, fact: StatusChanged, at: datetime) -> None:
    if live is not None and live.unplugged_at is not None and live.unplugged_at < at:
        close_by_rule(book, live, live.unplugged_at)
        live = None
    if live is None:
        if is_late(fact.device_at, fact.received_at):  # history: its transaction will tell (ADR 0001)
            return
        live = book.open_session(connector, at)
        live.opened_at = at
    see_controller(book, live, fact.controller_status, at)
    if fact.status == "in_progress":
        _see_energy_flow(book, live, fact.mark, at)


def see_controller(book: Book, session: Session, controller_status: str, at: datetime) -> None:
    """After the transaction a vehicle may prepare anew: that belongs to the next session, not to this one."""
    is_over = session.transaction is not None and not session.transaction.is_open
    if is_over and controller_status[:1] in {"B", "C"} and controller_status != "B2":
        return
    if is_over and session.stop_source == EMERGENCY_STOP:
        return  # E9 is the last word: what follows tells of the plug, or of the button that is still pressed
    if session.controller_status != controller_status:
        book.note(session, at, CONTROLLER_CHANGED, before=session.controller_status or "", after=controller_status)
    session.see_status(controller_status)


def _see_energy_flow(book: Book, session: Session, mark: str | None, at: datetime) -> None:
    """The flow of energy ended with the last «suspended by vehicle» that no charging followed (contracts 4)."""
    transaction = session.transaction
    if transaction is None or not transaction.is_open:
        return
    if mark == SUSPENDED_BY_VEHICLE and transaction.energy_flow_ended_at is None:
        transaction.energy_flow_ended_at = at
        book.note(session, at, SUSPENDED_BY_VEHICLE)
    elif mark is None and transaction.energy_flow_ended_at is not None:
        transaction.energy_flow_ended_at = None
        book.note(session, at, CHARGING_RESUMED)


_MARKS = {"SuspendedEV": SUSPENDED_BY_VEHICLE, "SuspendedEVSE": "suspended_by_station", "Charging": None}


def see_charging_state(book: Book, session: Session, fact: MeterValues) -> None:
    """Charging state of OCPP 2.x, when the moment of it is told by the samples; else its status fact tells it."""
    moments = [sample.at for sample in fact.samples if sample.at is not None]
    if moments and fact.charging_state in _MARKS:
        _see_energy_flow(book, session, _MARKS[fact.charging_state], plausible(max(moments), fact.received_at))
