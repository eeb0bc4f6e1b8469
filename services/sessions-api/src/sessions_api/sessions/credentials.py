"""The credential behind the name of who started or ended a session (SES-084, SES-086, SES-091)."""

from typing import Literal, NamedTuple

_MARKS: dict[str, Literal["rfid", "ocpp"]] = {" (RFID)": "rfid", " (OCPP)": "ocpp"}


class Credential(NamedTuple):
    """ENU-567..570; `label` is the card's shown number, the aggregator's id, the login, or the placeholder."""

    kind: Literal["rfid", "ocpp", "login_password", "stub"]
    label: str


def credential_of(user_label: str | None, *, is_placeholder: bool = False) -> Credential | None:
    """None when nobody was identified (SES-092, SES-093). `is_placeholder`: charging began without anybody's doing."""
    if user_label is None:
        return None
    for mark, kind in _MARKS.items():
        if user_label.endswith(mark):
            return Credential(kind, user_label.removesuffix(mark))
    return Credential("stub" if is_placeholder else "login_password", user_label)
