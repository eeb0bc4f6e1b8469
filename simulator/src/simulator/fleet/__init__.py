"""A living network: many stations of several makers and protocols, with cars that come and go."""

from simulator.fleet.fleet import Fleet, FleetSettings

__all__ = ["Fleet", "FleetSettings"]
