"""May this person charge? Answered at once from the gateway's own copies, as on the other protocols (law 7)."""

from datetime import datetime
from typing import Any

from csms_gateway.authorization import Authorizer
from csms_gateway.native.generated.messages import AuthorizationAnswer, AuthorizationRequest

UNSUPPORTED = "unsupported"


def judge(
    request: AuthorizationRequest, authorizer: Authorizer, station_id: str, now: datetime
) -> tuple[AuthorizationAnswer, dict[str, Any] | None]:
    """The answer, and the data of authorization.checked.v1 (None when nothing was checked).

    Login and password cannot be checked here: the passwords are identity-api's alone and are not copied.
    """
    if request.credential.kind not in {"rfid", "remote"}:
        return AuthorizationAnswer(request_id=request.request_id, result=UNSUPPORTED), None
    verdict = authorizer.check(request.credential.number or "", station_id, now)
    answer = AuthorizationAnswer(
        request_id=request.request_id, result=verdict.result, user_label=verdict.token["user_label"]
    )
    fact = {
        "connector_number": request.connector_number,
        "token": verdict.token,
        "result": verdict.result,
        "refusal": verdict.refusal,
        "received_at": now,
    }
    return answer, fact
