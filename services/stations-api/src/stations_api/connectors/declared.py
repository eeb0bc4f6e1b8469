"""What a person says about a connector (STN-212..216)."""

from dataclasses import dataclass

from stations_api.connectors.types import SUPPLY_OF, ConnectorType, Supply


@dataclass(frozen=True, slots=True)
class Declared:
    """`supply` None: it follows from the type. `meter_reading_wh`: register of the connector's meter."""

    type: ConnectorType
    max_power_w: int | None = None
    name: str | None = None
    supply: Supply | None = None
    meter_reading_wh: int | None = None

    @property
    def known_supply(self) -> Supply:
        return self.supply or SUPPLY_OF[self.type]
