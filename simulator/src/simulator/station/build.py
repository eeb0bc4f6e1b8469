"""From options to a station."""

from dataclasses import dataclass, field
from pathlib import Path

from simulator.cars.curve import Car
from simulator.datasets.mapping import ConnectorKind
from simulator.faults import StationFaults
from simulator.identity import DEFAULT_SEED, first_register_wh
from simulator.station.configuration import Configuration
from simulator.station.connector import Connector
from simulator.station.outbox import Outbox
from simulator.station.station import Behaviour, Station


@dataclass(frozen=True)
class Blueprint:
    """What a station shall be: its plugs by number, the car that comes to them, the interval of MeterValues in s."""

    key: str
    plugs: dict[int, ConnectorKind]
    car: Car
    maker: str = "Voltera"
    model: str = "Virtual 60"
    firmware_version: str = "1.0.0"
    meter_interval: int = 5
    behaviour: Behaviour = field(default_factory=Behaviour)
    queue_file: Path | None = None
    seed: str = DEFAULT_SEED
    faults: StationFaults | None = None

    def build(self) -> Station:
        """A new station; its meters go on where its queue file left them, else begin where the seed says."""
        configuration, outbox = Configuration(len(self.plugs)), Outbox(self.queue_file)
        configuration.values["MeterValueSampleInterval"] = str(self.meter_interval)
        station = Station(
            key=self.key,
            maker=self.maker,
            model=self.model,
            firmware_version=self.firmware_version,
            connectors={number: self._connector(number, kind, outbox) for number, kind in self.plugs.items()},
            configuration=configuration,
            behaviour=self.behaviour,
            outbox=outbox,
        )
        if self.faults is not None:
            spoil(station, self.faults)
        station.wake_up()
        return station

    def _connector(self, number: int, kind: ConnectorKind, outbox: Outbox) -> Connector:
        register_wh = outbox.registers.get(str(number), first_register_wh(self.seed, self.key, number))
        return Connector(number, kind, self.car, register_wh)


def spoil(station: Station, faults: StationFaults) -> None:
    """What of the faults is no matter of the line."""
    station.outbox.swaps = lambda: faults.strikes(faults.plan.reorder)
    if faults.has("A4"):
        station.configuration.values["StopTransactionOnInvalidId"] = "false"
