"""One open socket of a station to its central system, in OCPP 2.0.1."""

from ocpp.v201 import ChargePoint

from simulator.ocppj import Asking

SUBPROTOCOL = "ocpp2.0.1"


class Link(Asking, ChargePoint):
    """The charge point of `ocpp.v201`."""
