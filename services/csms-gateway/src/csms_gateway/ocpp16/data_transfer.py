"""DataTransfer (1.6 section 4.3): no vendor's messages are understood yet, and none is ever an error (quirk S11)."""

from typing import Final

from csms_gateway.ocppj.routing import Reply, Request, Tools

UNKNOWN_VENDOR: Final = {"status": "UnknownVendorId"}


def data_transfer(_request: Request, _tools: Tools) -> Reply:
    return Reply(UNKNOWN_VENDOR)
