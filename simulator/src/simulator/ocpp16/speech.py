"""OCPP 1.6 as one of the protocols."""

from simulator.ocpp16.delivery import Delivery16, ask_for_cards
from simulator.ocpp16.station_link import open_line
from simulator.protocols import Speech

SPEECH = Speech("1.6", "ocpp", open_line, Delivery16, ask_for_cards)
