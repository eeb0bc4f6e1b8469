"""Questions of OCPP 2.1 that we cannot look into; the answer repeats what was asked about (M06, section vatNumber)."""

from typing import Any

from csms_gateway.ocppj.faults import CallRefused, Fault
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.timestamps import format_time


def certificate_chain_status(request: Request, _tools: Tools) -> Reply:
    """Nobody of us asks certificate authorities: "Failed" for each certificate, to be asked about again any time."""
    asked: list[dict[str, Any]] = [
        one for one in request.require("certificateStatusRequests") if "certificateHashData" in one
    ]
    if not asked:
        raise CallRefused(Fault.MISSING_FIELD, "no certificate is named")
    told = {"status": "Failed", "nextUpdate": format_time(request.received_at)}
    certificates = [
        {"certificateHashData": one["certificateHashData"], "source": one.get("source", "OCSP"), **told}
        for one in asked
    ]
    return Reply({"certificateStatus": certificates})


def vat_number_validation(request: Request, _tools: Tools) -> Reply:
    """No register of companies is asked: what cannot be confirmed is not confirmed."""
    place = {"evseId": request.payload["evseId"]} if "evseId" in request.payload else {}
    return Reply({"vatNumber": str(request.require("vatNumber")), "status": "Rejected", **place})
