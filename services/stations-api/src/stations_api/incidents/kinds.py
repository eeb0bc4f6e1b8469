"""What can be wrong, and how bad it is."""

from enum import StrEnum


class IncidentKind(StrEnum):
    FAULTED_CONNECTOR = "faulted_connector"
    """The connector, or with number 0 the station itself, reports a fault (ENU-026, ENU-030, ENU-035)."""
    DEAF_STATION = "deaf_station"
    """It is heard, yet our calls are never answered (quirk W5)."""
    FLAPPING_CONNECTION = "flapping_connection"
    """It connects again and again: two live sockets of one charger, or a bad line (quirk W3)."""
    CLOCK_DRIFT = "clock_drift"
    """Its clock is off by more than a minute (quirk M11)."""
    REPORTED = "reported"
    """A native station tells of it itself; `code` is its own word."""


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


SEVERITY_OF = {
    IncidentKind.FAULTED_CONNECTOR: Severity.CRITICAL,
    IncidentKind.DEAF_STATION: Severity.WARNING,
    IncidentKind.FLAPPING_CONNECTION: Severity.WARNING,
    IncidentKind.CLOCK_DRIFT: Severity.WARNING,
    IncidentKind.REPORTED: Severity.WARNING,
}
