"""SignCertificate (security whitepaper of 1.6): the one message of it that wants more than to be heard."""

from csms_gateway.ocppj.routing import Reply, Request, Tools


def reject_csr(_request: Request, _tools: Tools) -> Reply:
    """SignCertificate (security whitepaper): we run no certificate authority."""
    return Reply({"status": "Rejected"})
