"""Authorize (2.0.1 use case C01): answered at once from our own copy of the cards; the check is told as a fact."""

from csms_gateway.events import AUTHORIZATION_CHECKED
from csms_gateway.ocpp201.id_tokens import check, id_token_info
from csms_gateway.ocppj.routing import Reply, Request, Tools


def authorize(request: Request, tools: Tools) -> Reply:
    verdict = check(request, tools, request.require("idToken"))
    event = request.event(
        AUTHORIZATION_CHECKED,
        connector_number=None,
        token=verdict.token,
        result=verdict.result,
        refusal=verdict.refusal,
        received_at=request.received_at,
    )
    return Reply({"idTokenInfo": id_token_info(verdict)}, [event])
