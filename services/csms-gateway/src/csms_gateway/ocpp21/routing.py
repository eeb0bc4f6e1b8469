"""The table of OCPP 2.1: all of 2.0.1 over 2.1's schemas, and its own messages, heard and answered.

Message types 5 (CALLRESULTERROR) and 6 (SEND) exist only here (part 4, section 4.2).
"""

from collections.abc import Mapping
from typing import Any, Final

from csms_gateway.ocpp21.questions import certificate_chain_status, vat_number_validation
from csms_gateway.ocpp201.quirks import QUIRKS
from csms_gateway.ocpp201.routing import ROUTES, SPELLING
from csms_gateway.ocpp201.simple_answers import routes
from csms_gateway.ocppj.routing import Dialect, Route
from csms_gateway.ocppj.schemas import request_schemas

_HEARD: Final[dict[str, Any]] = {}
_REJECTED: Final = {"status": "Rejected"}

# Messages that 2.0.1 does not have, as far as their answer does not depend on what they say.
ANSWERS: Final[Mapping[str, dict[str, Any]]] = {
    "BatterySwap": _HEARD,
    "ClosePeriodicEventStream": _HEARD,
    "NotifyDERAlarm": _HEARD,
    "NotifyDERStartStop": _HEARD,
    "NotifyPeriodicEventStream": _HEARD,
    "NotifyPriorityCharging": _HEARD,
    "NotifySettlement": _HEARD,
    "NotifyWebPaymentStarted": _HEARD,
    "OpenPeriodicEventStream": _REJECTED,
    "PullDynamicScheduleUpdate": _REJECTED,
    "ReportDERControl": _HEARD,
}

QUESTIONS: Final[Mapping[str, Route]] = {
    "GetCertificateChainStatus": Route(certificate_chain_status),
    "VatNumberValidation": Route(vat_number_validation),
}

OCPP21: Final = Dialect(
    "ocpp2.1",
    {**ROUTES, **routes(ANSWERS), **QUESTIONS},
    request_schemas("v21"),
    SPELLING,
    QUIRKS,
    orphan_id=b'"-1"',
    has_send=True,
)
