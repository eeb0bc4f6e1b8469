"""Authorize (1.6 section 4.1): answered at once from our own copy of the cards; the check is told as a fact."""

from typing import Final

from csms_gateway.events import AUTHORIZATION_CHECKED
from csms_gateway.ocppj.routing import Reply, Request, Tools

# AuthorizationStatus of 1.6 section 7.2 for our verdicts.
STATUS_WORDS: Final = {"accepted": "Accepted", "blocked": "Blocked", "expired": "Expired", "invalid": "Invalid"}


def authorize(request: Request, tools: Tools) -> Reply:
    tag = request.caller.rule.tag(str(request.require("idTag")))
    verdict = tools.authorizer.check(tag, request.caller.station_id, request.received_at)
    event = request.event(
        AUTHORIZATION_CHECKED,
        connector_number=None,
        token=verdict.token,
        result=verdict.result,
        refusal=verdict.refusal,
        received_at=request.received_at,
    )
    return Reply({"idTagInfo": {"status": STATUS_WORDS[verdict.result]}}, [event])
