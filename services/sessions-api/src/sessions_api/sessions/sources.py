"""Sources of start and stop (ENU-526..556) and the names of who did it (SES-034, SES-037)."""

from sessions_api.facts import Token

_STOP_SOURCES = {
    "emergencystop": "emergency_stop",
    "evdisconnected": "connector_status_change",
    "hardreset": "ocpp_hard_reset",
    "softreset": "ocpp_soft_reset",
    "unlockcommand": "ocpp_unlock",
    "local": "local",
    "remote": "remote_command",
    "powerloss": "power_loss",
    "reboot": "terminal_reboot",
    "deauthorized": "ocpp_auth_error",
    "immediatereset": "ocpp_hard_reset",
    "reqenergytransferrejected": "charge_enable_error",
    "groundfault": "connector_error",
    "overcurrentfault": "connector_error",
    "stoppedbyev": "connector_status_change",
}
EMERGENCY_STOP = "emergency_stop"
REMOTE = "remote_command"
PLUG_AND_CHARGE = "plug_and_charge"
"""ENU-526."""
_LOGIN_MARK = " (Логин и пароль)"
"""Lists show a login without its mark; the card says the kind of the credential beside it."""


KNOWN_FLAGS = frozenset(
    {
        "OCPPSession",
        "StartOffline",
        "UserAuthorizedByCache",
        "UserAuthorizedByList",
        "UserAuthorizedOffline",
        "AuthorizationDisabled",
        "PlugnCharge",
        "TerminalNotActivated",
    }
)
"""ENU-558..565 as a native station tells them; `None` (ENU-557) is the absence of all."""
TOLD_FLAGS = KNOWN_FLAGS - {"OCPPSession", "StartOffline", "AuthorizationDisabled", "TerminalNotActivated"}
"""Those that only a station can tell; the others we derive too."""


def start_source(token: Token, told: str | None = None) -> str | None:
    """As a native station tells it; else local with a card, remote by a command of ours, unknown (SES-125)."""
    return told or {"rfid": "local", "remote": REMOTE, "none": None}[token.kind]


def stop_source(reason: str, told: str | None = None) -> str:
    """As a native station tells it; else by OCPP's word: words of no list are «other reasons»."""
    return told or _STOP_SOURCES.get(reason.strip().lower(), "other")


def start_user_label(token: Token) -> str | None:
    """`****5824 (RFID)`, or whom a native station names itself: an id of the aggregator with its mark, a login, a
    placeholder (SES-034). A remote command's login is joined later, from the command.
    """
    if token.kind == "rfid":
        return f"****{token.last4 or ''} (RFID)"
    return (token.user_label or "").removesuffix(_LOGIN_MARK) if token.names_somebody else None


def stop_user_label(token: Token | None, reason: str, started_by: str | None) -> str | None:
    """Whoever stopped; the screen's Stop button without a card counts for who started (SES-094)."""
    if token is not None and (label := start_user_label(token)) is not None:
        return label
    return started_by if stop_source(reason) == "local" else None


_FINAL_STATUSES = {EMERGENCY_STOP: "E9", "power_loss": "F"}


def final_controller_status(source: str) -> str:
    """The controller's last status where none was told, or none that has a word for it: in good order means B2."""
    return _FINAL_STATUSES.get(source, "B2")
