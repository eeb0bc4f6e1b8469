"""OCPP 2.0.1 as one of the protocols."""

from simulator.ocpp201.delivery import Delivery201, ask_for_cards
from simulator.ocpp201.station_link import open_line
from simulator.protocols import Speech

SPEECH = Speech("2.0.1", "ocpp", open_line, Delivery201, ask_for_cards)
