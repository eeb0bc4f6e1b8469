"""The credential behind the name of who started or ended a session (SES-084, SES-086, SES-091)."""

from typing import Literal, NamedTuple

RFID_MARK = " (RFID)"


class Credential(NamedTuple):
    """ENU-567..568; `label` is the card's shown number or the login."""

    kind: Literal["rfid", "login_password"]
    label: str


def credential_of(user_label: str | None) -> Credential | None:
    """None when nobody was identified (SES-092, SES-093)."""
    if user_label is None:
        return None
    if user_label.endswith(RFID_MARK):
        return Credential("rfid", user_label.removesuffix(RFID_MARK))
    return Credential("login_password", user_label)
