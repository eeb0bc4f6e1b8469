"""What can be asked of a station: target, parameters, and how long its effect may take (ENU-159..178, contracts 5)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel

from stations_api.commands import parameters as asked
from stations_api.stations.types import Link, Protocol


class CommandKind(StrEnum):
    START_SESSION = "start_session"
    STOP_SESSION = "stop_session"
    HARD_RESET = "hard_reset"
    SOFT_RESET = "soft_reset"
    UNLOCK_CONNECTOR = "unlock_connector"
    CHANGE_AVAILABILITY = "change_availability"
    TRIGGER_MESSAGE = "trigger_message"
    OCPP_CALL = "ocpp_call"
    GET_CONFIGURATION = "get_configuration"
    SET_CONFIGURATION = "set_configuration"
    GET_VARIABLES = "get_variables"
    SET_VARIABLES = "set_variables"
    GET_BASE_REPORT = "get_base_report"
    SET_OUT_OF_SERVICE = "set_out_of_service"
    SET_WORKING = "set_working"
    ACTIVATE_STATION = "activate_station"
    DEACTIVATE_STATION = "deactivate_station"
    BLOCK_CONNECTOR = "block_connector"
    UNBLOCK_CONNECTOR = "unblock_connector"
    RESTART_CONTROLLER = "restart_controller"
    EMERGENCY_STOP = "emergency_stop"
    SYNC_CONTROLLER_TIME = "sync_controller_time"
    UPDATE_CONTROLLER_FIRMWARE = "update_controller_firmware"
    UPDATE_MODULE_CONTROLLER_FIRMWARE = "update_module_controller_firmware"
    RESTART_MODULE_CONTROLLER = "restart_module_controller"
    GET_STATION_LOG = "get_station_log"
    REMOTE_AUTHORIZATION = "remote_authorization"
    CHANGE_STATION_SETTINGS = "change_station_settings"
    UPDATE_FIRMWARE = "update_firmware"


Target = Literal["station", "connector", "either"]
EFFECT_LIMIT = timedelta(seconds=60)
RESTART_LIMIT = timedelta(minutes=3)
"""A station that restarts its operating system needs minutes to be back."""
POWER_LIMIT = timedelta(minutes=5)
"""A charging station tells its power once in a few minutes; until then nobody can see whether it obeys."""
TRANSFER_LIMIT = timedelta(hours=1)
"""Firmware and logs go over mobile networks."""


EVERY = frozenset(Protocol)
OCPP = EVERY - {Protocol.NATIVE}
V16, V201, NATIVE = (frozenset({one}) for one in (Protocol.OCPP16, Protocol.OCPP201, Protocol.NATIVE))
KEYS = V16 | NATIVE
"""Settings by key; 2.0.1 has variables of components instead."""
PROTOCOL_OF = {
    Link.OCPP16: Protocol.OCPP16,
    Link.OCPP201: Protocol.OCPP201,
    Link.OCPP21: Protocol.OCPP201,
    Link.NATIVE: Protocol.NATIVE,
}
"""2.1 has the messages of 2.0.1."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`is_done_by_answer`: the station's «accepted» is the effect; `protocols`: in which it can be asked.

    `operative`: it is a change of availability under another name (CMD-010, CMD-011, CMD-022); `is_ours`: carried out
    by us alone, the station is not asked (CMD-012).
    """

    target: Target
    parameters: type[BaseModel] = asked.NoParameters
    effect_limit: timedelta = EFFECT_LIMIT
    is_done_by_answer: bool = False
    protocols: frozenset[Protocol] = EVERY
    operative: bool | None = None
    is_ours: bool = False


def _native(target: Target, parameters: type[BaseModel] = asked.NoParameters) -> Rules:
    """Only our own protocol has a message for it."""
    return Rules(target, parameters, is_done_by_answer=True, protocols=NATIVE)


def _native_update(target: Target, parameters: type[BaseModel]) -> Rules:
    """Begun by the answer, done when the station tells that it is installed."""
    return Rules(target, parameters, TRANSFER_LIMIT, protocols=NATIVE)


RULES = {
    CommandKind.START_SESSION: Rules("connector"),
    CommandKind.STOP_SESSION: Rules("connector", asked.Stop),
    CommandKind.HARD_RESET: Rules("station", effect_limit=RESTART_LIMIT),
    CommandKind.SOFT_RESET: Rules("station", effect_limit=RESTART_LIMIT),
    CommandKind.UNLOCK_CONNECTOR: Rules("connector", is_done_by_answer=True),
    CommandKind.CHANGE_AVAILABILITY: Rules("either", asked.Availability),
    CommandKind.TRIGGER_MESSAGE: Rules("either", asked.Trigger, is_done_by_answer=True),
    CommandKind.OCPP_CALL: Rules("either", asked.OcppCall, is_done_by_answer=True, protocols=OCPP),
    CommandKind.GET_CONFIGURATION: Rules("station", asked.GetConfiguration, is_done_by_answer=True, protocols=KEYS),
    CommandKind.SET_CONFIGURATION: Rules("station", asked.SetConfiguration, is_done_by_answer=True, protocols=KEYS),
    CommandKind.GET_VARIABLES: Rules("station", asked.GetVariables, is_done_by_answer=True, protocols=V201),
    CommandKind.SET_VARIABLES: Rules("station", asked.SetVariables, is_done_by_answer=True, protocols=V201),
    CommandKind.GET_BASE_REPORT: Rules("station", asked.GetBaseReport, is_done_by_answer=True, protocols=V201),
    CommandKind.SET_OUT_OF_SERVICE: Rules("station", operative=False),
    CommandKind.SET_WORKING: Rules("station", operative=True),
    CommandKind.BLOCK_CONNECTOR: Rules("connector", operative=False),
    CommandKind.UNBLOCK_CONNECTOR: Rules("connector", operative=True),
    CommandKind.ACTIVATE_STATION: Rules("station", is_ours=True),
    CommandKind.DEACTIVATE_STATION: Rules("station", is_ours=True),
    CommandKind.RESTART_CONTROLLER: _native("connector"),
    CommandKind.EMERGENCY_STOP: Rules("connector", protocols=NATIVE),
    CommandKind.SYNC_CONTROLLER_TIME: _native("connector"),
    CommandKind.UPDATE_CONTROLLER_FIRMWARE: _native_update("connector", asked.ControllerFirmware),
    CommandKind.UPDATE_MODULE_CONTROLLER_FIRMWARE: _native_update("station", asked.ModuleFirmware),
    CommandKind.RESTART_MODULE_CONTROLLER: _native("station"),
    CommandKind.GET_STATION_LOG: Rules("station", asked.StationLog, TRANSFER_LIMIT),
    CommandKind.UPDATE_FIRMWARE: Rules("station", asked.Firmware, TRANSFER_LIMIT, protocols=OCPP),
    CommandKind.REMOTE_AUTHORIZATION: _native("station", asked.RemoteAuthorization),
    CommandKind.CHANGE_STATION_SETTINGS: Rules("either", asked.StationSettings, POWER_LIMIT),
}
"""ENU-159..178, and what OCPP has besides."""


def protocol_in_use(declared: Protocol, link: str | None) -> Protocol:
    """What the station speaks now, or spoke last; before its first connection what its card says."""
    return PROTOCOL_OF[Link(link)] if link in set(Link) else declared
