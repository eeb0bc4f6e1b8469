"""How far files have got on their way to a station or from it, and when they are there."""

from collections.abc import Callable

from stations_api.commands.kinds import CommandKind
from stations_api.commands.models import Command, CommandStatus, ResultCode
from stations_api.station_events.base import StationFact
from stations_api.station_reports.facts import UPDATE, FirmwareStatusChanged, LogStatusChanged, NativeReported
from stations_api.stations.models import Station

DONE_TRANSFERS = frozenset({"Installed", "Uploaded", "installed"})
FAILED_TRANSFERS = frozenset(
    {
        "DownloadFailed",
        "InstallationFailed",
        "InstallVerificationFailed",
        "InvalidSignature",
        "InvalidCertificate",
        "RevokedCertificate",
        "UploadFailed",
        "UploadFailure",
        "BadMessage",
        "NotSupportedOperation",
        "PermissionDenied",
        "failed",
    }
)
"""(Firmware, Diagnostics, Log)StatusNotification of 1.6, its whitepaper and 2.0.1; update_state of our own protocol."""
UPDATES = (CommandKind.UPDATE_CONTROLLER_FIRMWARE, CommandKind.UPDATE_MODULE_CONTROLLER_FIRMWARE)


def follow(command: Command, fact: StationFact) -> bool:
    """True when the fact tells how far a transfer of files has got, or that it has failed."""
    word = _progress(command, fact) if command.status is CommandStatus.RECEIVED else None
    if word is None or word == command.result_text or word in DONE_TRANSFERS:
        return False
    if word in FAILED_TRANSFERS:
        command.fail(ResultCode.ERROR, _reason(fact) or word, fact.at)
    else:
        command.progress(word)
    return True


def _progress(command: Command, fact: StationFact) -> str | None:
    if isinstance(fact, NativeReported):
        return _update_of(command, fact)
    kind = _TRANSFERS.get(command.kind)
    if kind is None or not isinstance(fact, kind) or command.answered_at is None:
        return None
    return fact.status


def _update_of(command: Command, fact: StationFact) -> str | None:
    """What a native station says of the update that this command has begun."""
    if not isinstance(fact, NativeReported) or fact.kind != UPDATE or command.kind not in UPDATES:
        return None
    return str(fact.body.get("status")) if fact.body.get("command_id") == str(command.id) else None


def _reason(fact: StationFact) -> str | None:
    return fact.body.get("text") if isinstance(fact, NativeReported) else None


def _is_installed(command: Command, fact: StationFact, _: Station) -> bool:
    is_answered = command.answered_at is not None
    return is_answered and isinstance(fact, FirmwareStatusChanged) and fact.status in DONE_TRANSFERS


def _is_updated(command: Command, fact: StationFact, _: Station) -> bool:
    return _update_of(command, fact) in DONE_TRANSFERS


def _is_uploaded(command: Command, fact: StationFact, _: Station) -> bool:
    """A native station sends its log to us, piece by piece; the last one names the command."""
    if isinstance(fact, NativeReported):
        return fact.ended_journal == command.id
    is_answered = command.answered_at is not None
    return is_answered and isinstance(fact, LogStatusChanged) and fact.status in DONE_TRANSFERS


_TRANSFERS: dict[CommandKind, type[FirmwareStatusChanged] | type[LogStatusChanged]] = {
    CommandKind.UPDATE_FIRMWARE: FirmwareStatusChanged,
    CommandKind.GET_STATION_LOG: LogStatusChanged,
}
EFFECTS: dict[CommandKind, Callable[[Command, StationFact, Station], bool]] = {
    CommandKind.UPDATE_FIRMWARE: _is_installed,
    CommandKind.GET_STATION_LOG: _is_uploaded,
    **dict.fromkeys(UPDATES, _is_updated),
}
