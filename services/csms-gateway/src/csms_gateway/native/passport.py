"""The passport that a station says hello with, as facts."""

from typing import Any

import msgspec

from csms_gateway.native.generated.messages import Hello

_CONVERSATION = frozenset({"type", "queue"})


def passport(hello: Hello) -> dict[str, Any]:
    """Everything that the station says of itself (station.passport.v1)."""
    members: dict[str, Any] = msgspec.to_builtins(hello)
    return {name: value for name, value in members.items() if name not in _CONVERSATION}


def booted(hello: Hello) -> dict[str, Any]:
    """The part that station.booted.v1 has for all protocols."""
    return {
        "vendor": hello.maker,
        "model": hello.model,
        "serial_number": hello.serial_number,
        "firmware_version": hello.software.version if hello.software is not None else None,
        "raw": {"factory_number": hello.factory_number} if hello.factory_number else {},
    }


def boot_mark(hello: Hello) -> str:
    """Changes with every restart of the station, as far as it tells its restarts."""
    return (hello.restart.at or "") if hello.restart is not None else ""
