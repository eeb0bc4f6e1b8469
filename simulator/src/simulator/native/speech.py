"""smartcharging.v1 as one of the protocols."""

from simulator.native.delivery import NativeDelivery, ask_for_cards
from simulator.native.station_link import ROOT, open_line
from simulator.protocols import Speech

SPEECH = Speech("native", ROOT, open_line, NativeDelivery, ask_for_cards)
