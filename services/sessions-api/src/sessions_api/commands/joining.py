"""A session started or stopped by a remote command learns from it who gave it and who pays."""

from collections.abc import Iterable
from datetime import timedelta

from sessions_api.commands.models import Command
from sessions_api.sessions.models import Session
from sessions_api.sessions.payers import Payer
from sessions_api.sessions.sources import REMOTE

START, STOP = "start_session", "stop_session"
_STOP_WITHIN = timedelta(minutes=15)
_CLOCKS = timedelta(seconds=5)


def join_start_command(session: Session, commands: Iterable[Command]) -> None:
    """The payer and the login of a remote start (SES-034), by the token that the station presented."""
    token = session.transaction.remote_token if session.transaction else None
    if token is None:
        return
    found = next((one for one in commands if (one.remote_token or "").upper() == token.upper()), None)
    if found is not None:
        session.start_user_label = found.created_by
        session.pay_by(Payer(found.payer_kind or "unknown", found.payer_id, found.payer_label))
        session.user_label = found.payer_label if found.payer_kind == "user" else None


def join_stop_command(session: Session, commands: Iterable[Command]) -> None:
    """The login that ended the session from afar (SES-037): the latest stop command before the stop."""
    if session.stop_source != REMOTE:
        return
    fitting = [command for command in commands if _explains(command, session)]
    if fitting:
        last = max(fitting, key=lambda command: command.created_at)
        session.stop_user_label, session.is_interrupted = last.created_by, last.is_interruption


def _explains(command: Command, session: Session) -> bool:
    transaction = session.transaction
    if command.kind != STOP or command.station_id != session.station_id or transaction is None:
        return False
    if command.transaction_number is not None:
        return command.transaction_number == transaction.number
    if transaction.end_received_at is None or command.connector_number not in {None, session.connector_number}:
        return False
    return -_CLOCKS <= transaction.end_received_at - command.created_at <= _STOP_WITHIN
