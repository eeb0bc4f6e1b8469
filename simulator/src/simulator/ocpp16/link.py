"""One open socket of a station to its central system, in OCPP 1.6."""

from ocpp.v16 import ChargePoint

from simulator.ocppj import Asking, afterwards, answers

__all__ = ["SUBPROTOCOL", "Link", "afterwards", "answers"]

SUBPROTOCOL = "ocpp1.6"


class Link(Asking, ChargePoint):
    """The charge point of `ocpp.v16`."""
