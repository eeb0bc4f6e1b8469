"""Configuration keys of the virtual station (OCPP 1.6, chapter 9)."""

from dataclasses import dataclass, field

from ocpp.v16.datatypes import KeyValue
from ocpp.v16.enums import ConfigurationStatus

AUTHORIZATION_KEY = "AuthorizationKey"

WRITABLE = {
    "AllowOfflineTxForUnknownId": "true",
    "AuthorizeRemoteTxRequests": "false",
    "ClockAlignedDataInterval": "0",
    "ConnectionTimeOut": "60",
    "HeartbeatInterval": "60",
    "LocalAuthListEnabled": "false",
    "LocalAuthorizeOffline": "true",
    "LocalPreAuthorize": "false",
    "MeterValueSampleInterval": "5",
    "MeterValuesSampledData": (
        "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC,Temperature"
    ),
    "ResetRetries": "1",
    "StopTransactionOnEVSideDisconnect": "true",
    "StopTransactionOnInvalidId": "true",
    "StopTxnSampledData": "Energy.Active.Import.Register",
    "TransactionMessageAttempts": "1000000",
    "TransactionMessageRetryInterval": "1",
    "UnlockConnectorOnEVSideDisconnect": "true",
    "WebSocketPingInterval": "20",
}
FIXED = {
    "ChargeProfileMaxStackLevel": "8",
    "ChargingScheduleAllowedChargingRateUnit": "Current,Power",
    "ChargingScheduleMaxPeriods": "24",
    "ConnectorPhaseRotation": "NotApplicable",
    "GetConfigurationMaxKeys": "100",
    "LocalAuthListMaxLength": "1000",
    "MaxChargingProfilesInstalled": "20",
    "SendLocalListMaxLength": "1000",
    "SupportedFeatureProfiles": (
        "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger"
    ),
}
NUMBERS = frozenset(key for key, value in WRITABLE.items() if value.isdigit())


@dataclass
class Configuration:
    """Values by key; keys are compared without regard to case."""

    connectors: int
    values: dict[str, str] = field(default_factory=lambda: dict(WRITABLE))

    def seconds(self, key: str) -> float:
        """The value of an interval key."""
        return float(self.values[key])

    def is_true(self, key: str) -> bool:
        """The value of a switch."""
        return self.values[key].casefold() == "true"

    def read(self, keys: list[str] | None) -> tuple[list[KeyValue], list[str]]:
        """The wanted keys (all when none is named) and the names that are unknown."""
        known = {name.casefold(): entry for name, entry in self._entries().items()}
        if not keys:
            return list(known.values()), []
        found = [known[key.casefold()] for key in keys if key.casefold() in known]
        return found, [key for key in keys if key.casefold() not in known]

    def change(self, key: str, value: str) -> ConfigurationStatus:
        """Set a writable key; a number must be one."""
        name = next((name for name in self.values if name.casefold() == key.casefold()), None)
        if name is None:
            is_fixed = key.casefold() in {fixed.casefold() for fixed in (*FIXED, "NumberOfConnectors")}
            return ConfigurationStatus.rejected if is_fixed else ConfigurationStatus.not_supported
        if name in NUMBERS and not value.strip().isdigit():
            return ConfigurationStatus.rejected
        self.values[name] = value.strip()
        return ConfigurationStatus.accepted

    def _entries(self) -> dict[str, KeyValue]:
        fixed = FIXED | {"NumberOfConnectors": str(self.connectors)}
        readonly = {key: KeyValue(key=key, readonly=True, value=value) for key, value in fixed.items()}
        return readonly | {key: KeyValue(key=key, readonly=False, value=value) for key, value in self.values.items()}
