"""Messages that only want to be heard: Firmware-, Diagnostics-, LogStatus- and SecurityEventNotification, and CSRs."""

from csms_gateway.ocppj.routing import Reply, Request, Tools


def acknowledge(_request: Request, _tools: Tools) -> Reply:
    """An empty CALLRESULT, always (quirk F11)."""
    return Reply({})


def reject_csr(_request: Request, _tools: Tools) -> Reply:
    """SignCertificate (security whitepaper): we run no certificate authority."""
    return Reply({"status": "Rejected"})
