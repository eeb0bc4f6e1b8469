"""The versions of OCPP that are served, each put together from its table, its commands and what it remembers."""

from csms_gateway.conversation import ProtocolFamily
from csms_gateway.ocpp16.commands import Ocpp16Commands
from csms_gateway.ocpp16.fast_meter_values import read_meter_values
from csms_gateway.ocpp16.routing import OCPP16
from csms_gateway.ocpp21.routing import OCPP21
from csms_gateway.ocpp201.commands import Ocpp201Commands
from csms_gateway.ocpp201.memory import Memories
from csms_gateway.ocpp201.routing import OCPP201
from csms_gateway.ocppj.conversation import OcppProtocol
from csms_gateway.ocppj.generic_calls import GenericCalls
from csms_gateway.ocppj.routing import Router, Tools


def ocpp_protocols(tools: Tools, memories: Memories) -> list[ProtocolFamily]:
    """1.6, 2.0.1 and 2.1; the two younger ones share their memory of the stations."""
    oldest = Router(OCPP16, tools)
    younger = [
        OcppProtocol(Router(dialect, tools), Ocpp201Commands(GenericCalls(dialect)), memories.of, oldest)
        for dialect in (OCPP201, OCPP21)
    ]
    first = OcppProtocol(oldest, Ocpp16Commands(GenericCalls(OCPP16)), fast_lane=read_meter_values)
    return [first, *younger]
