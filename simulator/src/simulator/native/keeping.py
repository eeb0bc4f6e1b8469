"""What a native station keeps: its settings as a versioned document, its access list, its log, its updates."""

from collections.abc import Iterator
from typing import Any

from simulator.native.generated.messages import (
    AccessList,
    Command,
    JournalPart,
    Message,
    SettingsDocument,
    UpdateState,
)
from simulator.native.sayings import NEW

LINES_PER_PART = 200
JOURNAL_LINES = 450
FIRST_SETTINGS: dict[str, Any] = {"power_limit_w": None, "connectors": [], "language": "ru"}
# Steps of OCPP's FirmwareStatus, which all protocols of the simulator share.
UPDATE_STEPS = {
    "Downloading": "downloading",
    "Downloaded": "downloaded",
    "Installing": "installing",
    "Installed": "installed",
    "DownloadFailed": "failed",
    "InstallationFailed": "failed",
}


def first_words(notes: dict[str, Any], at: str) -> Iterator[Message]:
    """Told once in the life of a queue: what is in force."""
    if "settings" not in notes:
        yield _document(notes, {}, at, None)
        yield AccessList(sequence=NEW, at=at, version=0, kind="white", count=0)


def wanted_words(notes: dict[str, Any], held: int | None, at: str) -> Iterator[Message]:
    """The document as it is, when the server says that it holds another one."""
    version = settings_version(notes)
    if held is not None and held != version:
        yield SettingsDocument(sequence=NEW, at=at, version=version, settings=dict(notes["settings"]))


def settings_version(notes: dict[str, Any]) -> int:
    """0 before the first document."""
    return int(notes.get("settings_version", 0))


def changed_settings(command: Command, notes: dict[str, Any], at: str) -> SettingsDocument | None:
    """The document with the command's changes; None when it names none."""
    return _document(notes, command.parameters, at, command.command_id) if command.parameters else None


def told_again(notes: dict[str, Any], at: str) -> SettingsDocument:
    """The document that is in force, for somebody who asks."""
    settings = notes.get("settings", FIRST_SETTINGS)
    return SettingsDocument(sequence=NEW, at=at, version=settings_version(notes), settings=dict(settings))


def limits_of(command: Command) -> dict[int, float | None]:
    """Limits in W by connector, 0 for the station; None takes one away. What is not named stays."""
    told = command.parameters or {}
    limits = {int(one["number"]): one.get("power_limit_w") for one in told.get("connectors") or []}
    return limits | ({command.connector_number or 0: told["power_limit_w"]} if "power_limit_w" in told else {})


def _document(notes: dict[str, Any], changes: dict[str, Any], at: str, command_id: str | None) -> SettingsDocument:
    notes["settings"] = settings = {**FIRST_SETTINGS, **notes.get("settings", {}), **changes}
    notes["settings_version"] = version = settings_version(notes) + 1
    return SettingsDocument(sequence=NEW, at=at, version=version, settings=dict(settings), command_id=command_id)


def journal(command: Command, notes: dict[str, Any], at: str) -> Iterator[JournalPart]:
    """The log of the day that was asked for, in pieces."""
    day = str((command.parameters or {}).get("date", at[:10]))
    lines = [f"{day} {number:06d} settings={settings_version(notes)}" for number in range(JOURNAL_LINES)]
    for start in range(0, len(lines), LINES_PER_PART):
        yield JournalPart(
            sequence=NEW,
            at=at,
            command_id=command.command_id,
            file_name=f"{day}.log",
            part=start // LINES_PER_PART + 1,
            is_last=start + LINES_PER_PART >= len(lines),
            lines=lines[start : start + LINES_PER_PART],
        )


def update_state(step: str, at: str) -> UpdateState:
    """A step of an update of the terminal."""
    return UpdateState(sequence=NEW, at=at, target="terminal", status=UPDATE_STEPS.get(step, "checked"))
