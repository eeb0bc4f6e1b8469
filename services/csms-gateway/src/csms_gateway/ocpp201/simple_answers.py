"""Messages of which we only say that they were heard; what they told stands in the protocol log."""

from collections.abc import Mapping
from typing import Any, Final

from csms_gateway.ocppj.routing import Handler, Reply, Request, Route, Tools

_HEARD: Final[dict[str, Any]] = {}
_REJECTED: Final = {"status": "Rejected"}

# Action → answer: we run no certificate authority and plan no charging for a car that asks.
ANSWERS: Final[Mapping[str, dict[str, Any]]] = {
    "ClearedChargingLimit": _HEARD,
    "Get15118EVCertificate": {"status": "Failed", "exiResponse": ""},
    "GetCertificateStatus": {"status": "Failed"},
    "NotifyChargingLimit": _HEARD,
    "NotifyCustomerInformation": _HEARD,
    "NotifyDisplayMessages": _HEARD,
    "NotifyEVChargingNeeds": _REJECTED,
    "NotifyEVChargingSchedule": _REJECTED,
    "NotifyMonitoringReport": _HEARD,
    "PublishFirmwareStatusNotification": _HEARD,
    "ReportChargingProfiles": _HEARD,
    "ReservationStatusUpdate": _HEARD,
    "SignCertificate": _REJECTED,
}


def routes(answers: Mapping[str, dict[str, Any]]) -> dict[str, Route]:
    """A route for each: the same answer whatever the message says."""
    return {action: Route(_always(answer), fallback=answer) for action, answer in answers.items()}


def _always(answer: dict[str, Any]) -> Handler:
    def handle(_request: Request, _tools: Tools) -> Reply:
        return Reply(answer)

    return handle
