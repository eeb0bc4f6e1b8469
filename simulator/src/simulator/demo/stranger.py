"""A charger that nobody has added yet: it knocks, and waits in the list of unknown stations for somebody to add it."""

from collections.abc import Callable

from simulator.cars.catalogue import catalogue
from simulator.history.network import AC_22, DC_60
from simulator.protocols import ProtocolName, speech
from simulator.station.build import Blueprint
from simulator.station.power import PoweredStation
from simulator.wire import Address

IDENTITY = "KAZAN-NEW-7"
SECRET = "kazan-new-7-password"  # noqa: S105 - a person types it into the form; it opens nothing until then


def stranger(gateway: str, say: Callable[[str], None]) -> PoweredStation:
    """The charger, ready to `run`."""
    blueprint = Blueprint(key=IDENTITY, plugs={1: DC_60, 2: AC_22}, car=catalogue()[0], maker="Voltera", model="Duo 60")
    spoken = speech(ProtocolName.ocpp16)
    return PoweredStation(blueprint.build(), Address(spoken.base(gateway), IDENTITY, SECRET), say, spoken.open_line)
