"""Words of a station: technical (ENU-068..072) and logical status (ENU-073..076), mode, kind, protocol."""

from enum import StrEnum


class TechnicalStatus(StrEnum):
    OK = "ok"
    WARNING = "warning"
    OUT_OF_ORDER = "out_of_order"
    OFFLINE = "offline"
    NOT_CONFIGURED = "not_configured"


class LogicalStatus(StrEnum):
    WORKING = "working"
    TECHNICIAN = "technician"
    CLIENT = "client"
    OUT_OF_SERVICE = "out_of_service"


class OperatingMode(StrEnum):
    NORMAL = "normal"
    HOME = "home"
    MANUAL = "manual"


class StationKind(StrEnum):
    REGULAR = "regular"
    EXTERNAL = "external"


class Link(StrEnum):
    """What a connection speaks: the subprotocol of OCPP, or our own protocol."""

    OCPP16 = "ocpp1.6"
    OCPP201 = "ocpp2.0.1"
    OCPP21 = "ocpp2.1"
    NATIVE = "native"


class Protocol(StrEnum):
    OCPP16 = "1.6"
    OCPP201 = "2.0.1"
    NATIVE = "native"
