"""IdTokenType of OCPP 2.x (part 2, section 2.25): whose it is, and how the verdict is said."""

from typing import Any, Final

from csms_gateway.authorization import Verdict
from csms_gateway.ocppj.routing import Request, Tools

# AuthorizationStatusEnumType (section 3.6) for our verdicts.
STATUS_WORDS: Final = {"accepted": "Accepted", "blocked": "Blocked", "expired": "Expired", "invalid": "Invalid"}
_NO_AUTHORIZATION: Final = "NoAuthorization"
REMOTE_TYPE: Final = "Central"
"""Type of the tokens that we issue for remote starts."""


def token_text(id_token: dict[str, Any] | None) -> str:
    """What the station presents, empty when it asks nobody."""
    if not id_token or id_token.get("type") == _NO_AUTHORIZATION:
        return ""
    return str(id_token.get("idToken", "")).strip()


def check(request: Request, tools: Tools, id_token: dict[str, Any] | None) -> Verdict:
    """The verdict on a token of any type: cards by their number, tokens of remote starts by their own seal."""
    tag = request.caller.rule.tag(token_text(id_token))
    return tools.authorizer.check(tag, request.caller.station_id, request.received_at)


def id_token_info(verdict: Verdict) -> dict[str, Any]:
    return {"status": STATUS_WORDS[verdict.result]}
