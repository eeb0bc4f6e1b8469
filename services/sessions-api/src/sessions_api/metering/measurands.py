"""Words of OCPP for what was measured, on which conductor and where; and the name of a value without a column.

Such a value is kept beside the columns of its moment as `Measurand[/phase][@location]`, in Wh, varh, W, var, A, V, Hz,
°C or percent (ADR 0006).
"""

from typing import Final

MEASURANDS: Final = (
    "Current.Export", "Current.Export.Minimum", "Current.Export.Offered", "Current.Import", "Current.Import.Minimum",
    "Current.Import.Offered", "Current.Offered", "Display.BatteryEnergyCapacity", "Display.ChargingComplete",
    "Display.InletHot", "Display.MaximumSOC", "Display.MinimumSOC", "Display.PresentSOC",
    "Display.RemainingTimeToMaximumSOC", "Display.RemainingTimeToMinimumSOC", "Display.RemainingTimeToTargetSOC",
    "Display.TargetSOC", "Energy.Active.Export.Interval", "Energy.Active.Export.Register",
    "Energy.Active.Import.CableLoss", "Energy.Active.Import.Interval",
    "Energy.Active.Import.LocalGeneration.Register", "Energy.Active.Import.Register", "Energy.Active.Net",
    "Energy.Active.Setpoint.Interval", "Energy.Apparent.Export", "Energy.Apparent.Import", "Energy.Apparent.Net",
    "Energy.Reactive.Export.Interval", "Energy.Reactive.Export.Register", "Energy.Reactive.Import.Interval",
    "Energy.Reactive.Import.Register", "Energy.Reactive.Net", "EnergyRequest.Bulk", "EnergyRequest.Maximum",
    "EnergyRequest.Maximum.V2X", "EnergyRequest.Minimum", "EnergyRequest.Minimum.V2X", "EnergyRequest.Target",
    "Frequency", "Power.Active.Export", "Power.Active.Import", "Power.Active.Residual", "Power.Active.Setpoint",
    "Power.Export.Minimum", "Power.Export.Offered", "Power.Factor", "Power.Import.Minimum", "Power.Import.Offered",
    "Power.Offered", "Power.Reactive.Export", "Power.Reactive.Import", "RPM", "SoC", "Temperature", "Voltage",
    "Voltage.Maximum", "Voltage.Minimum",
)  # fmt: skip
"""Of 1.6, 2.0.1 and 2.1 together."""
PHASES: Final = ("L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1")
LOCATIONS: Final = ("Body", "Cable", "EV", "Inlet", "Outlet", "Upstream")

_SPELLED: Final = {word.lower(): word for word in (*MEASURANDS, *PHASES, *LOCATIONS)}
_OUTLET: Final = ("", "outlet")
_PLACES_OF_COLUMNS: Final = {"soc": (*_OUTLET, "ev"), "temperature": (*_OUTLET, "ev")}
"""Where a column is measured, besides at the outlet."""


def other_name(measurand: str, phase: str, location: str, *, has_column: bool) -> str | None:
    """The name for what no column holds; None when one does, or when nobody knows the measurand (quirk M4)."""
    word = _SPELLED.get(measurand.lower())
    if word is None:
        return None
    place = location.lower()
    if has_column and not phase and place in _PLACES_OF_COLUMNS.get(measurand.lower(), _OUTLET):
        return None
    conductor = f"/{_SPELLED[phase.lower()]}" if phase.lower() in _SPELLED else ""
    return f"{word}{conductor}" + (f"@{_SPELLED[place]}" if place in _SPELLED and place not in _OUTLET else "")
