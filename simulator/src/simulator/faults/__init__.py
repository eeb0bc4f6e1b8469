"""What goes wrong at a station, on demand: faults with rates, and the quirks of real chargers."""

from simulator.faults.plan import FaultPlan, StationFaults

__all__ = ["FaultPlan", "StationFaults"]
