"""Every table of the service, imported once: what alembic and the ORM's relationships need to know."""

from sessions_api.commands.models import Command
from sessions_api.db import Base, ConsumerOffset, DeadLetter, OutboxMessage
from sessions_api.dumps.models import DumpLines
from sessions_api.metering.models import HistoryRow
from sessions_api.reconciliation.models import ConnectorState, UnmatchedFact
from sessions_api.sessions.models import Session, SessionEvent
from sessions_api.sessions.totals import SessionTotals
from sessions_api.stations.models import Station
from sessions_api.transactions.models import Transaction
from sessions_api.users.models import User
from sessions_api.vehicles.models import SessionVehicle

__all__ = [
    "Base",
    "Command",
    "ConnectorState",
    "ConsumerOffset",
    "DeadLetter",
    "DumpLines",
    "HistoryRow",
    "OutboxMessage",
    "Session",
    "SessionEvent",
    "SessionTotals",
    "SessionVehicle",
    "Station",
    "Transaction",
    "UnmatchedFact",
    "User",
]
