"""Heartbeat (1.6 section 4.6): the time, by which most stations set their clock."""

from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.timestamps import format_time


def heartbeat(request: Request, _tools: Tools) -> Reply:
    return Reply({"currentTime": format_time(request.received_at)})
