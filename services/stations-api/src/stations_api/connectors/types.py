"""Words of a connector: types (ENU-015..022), supply (ENU-023, 024) and statuses (ENU-025..036)."""

from enum import StrEnum


class ConnectorType(StrEnum):
    TYPE1 = "type1"
    TYPE2 = "type2"
    GBT_AC = "gbt_ac"
    GBT = "gbt"
    CHADEMO = "chademo"
    CCS2 = "ccs2"
    TESLA = "tesla"
    UNKNOWN = "unknown"


class Supply(StrEnum):
    AC = "ac"
    DC = "dc"
    UNKNOWN = "unknown"
    """The type does not tell (a Tesla connector exists in both forms) or is itself unknown."""


SUPPLY_OF = {
    ConnectorType.TYPE1: Supply.AC,
    ConnectorType.TYPE2: Supply.AC,
    ConnectorType.GBT_AC: Supply.AC,
    ConnectorType.GBT: Supply.DC,
    ConnectorType.CHADEMO: Supply.DC,
    ConnectorType.CCS2: Supply.DC,
    ConnectorType.TESLA: Supply.UNKNOWN,
    ConnectorType.UNKNOWN: Supply.UNKNOWN,
}


VOLTS_OF = {
    ConnectorType.TYPE1: 230,
    ConnectorType.TYPE2: 690,
    ConnectorType.GBT_AC: 690,
    ConnectorType.GBT: 750,
    ConnectorType.CHADEMO: 500,
    ConnectorType.CCS2: 1000,
}
"""Greatest voltage of a connector; three phases of 230 V count together. Another type does not tell its own."""


class ConnectorStatus(StrEnum):
    AVAILABLE = "available"
    WAITING_CONNECTION = "waiting_connection"
    READY = "ready"
    IN_PROGRESS = "in_progress"
    CHARGED = "charged"
    EMERGENCY_STOPPED = "emergency_stopped"
    DISABLED = "disabled"
    ERROR = "error"
    UNAVAILABLE = "unavailable"
    ZERO_POWER_LIMIT = "zero_power_limit"
    METER_ERROR = "meter_error"
    UPDATING = "updating"

    @property
    def is_fault(self) -> bool:
        """Something is broken or was stopped in emergency."""
        return self in _FAULTS

    @property
    def is_out_of_use(self) -> bool:
        """Nobody can start here, though nothing need be broken."""
        return self.is_fault or self in {ConnectorStatus.DISABLED, ConnectorStatus.UNAVAILABLE}


_FAULTS = frozenset({ConnectorStatus.EMERGENCY_STOPPED, ConnectorStatus.ERROR, ConnectorStatus.METER_ERROR})
CONTROLLER_UNKNOWN = "F"
