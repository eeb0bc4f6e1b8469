from decimal import Decimal
from uuid import UUID

from common.errors import Conflict, Invalid, NotFound


class CommandNotFound(NotFound):
    code = "command_not_found"

    def __init__(self, command_id: UUID) -> None:
        super().__init__(f"There is no command {command_id}.", command_id=str(command_id))


class IllegalTransition(Conflict):
    """A command never returns to an earlier status (CMD-045)."""

    code = "illegal_transition"

    def __init__(self, was: str, wanted: str) -> None:
        super().__init__(f"A command that is {was} cannot become {wanted}.", was=was, wanted=wanted)


class NoOpenTransaction(Conflict):
    code = "no_open_transaction"

    def __init__(self, connector_number: int) -> None:
        super().__init__(f"Nothing is charging at connector {connector_number}.", connector_number=connector_number)


class NotSupportedByProtocol(Conflict):
    """The station's protocol has no such message."""

    code = "not_supported_by_protocol"

    def __init__(self, kind: str, protocol: str) -> None:
        super().__init__(f"A station that speaks {protocol} cannot be asked for {kind}.", kind=kind, protocol=protocol)


class LocationMissing(Invalid):
    """An OCPP station uploads its log to an address; only a native one sends it to us."""

    code = "location_missing"

    def __init__(self) -> None:
        fields = [{"in": "body", "field": "parameters.location", "code": "required"}]
        super().__init__("Say where the station is to upload its log.", fields=fields)


class NothingToChange(Conflict):
    """No limit was named, and none is in force that could be taken away."""

    code = "nothing_to_change"

    def __init__(self) -> None:
        super().__init__("There is no limit to set or to take away.")


class ConnectorUnknown(Invalid):
    code = "connector_unknown"

    def __init__(self, number: int) -> None:
        fields = [{"in": "body", "field": "connector_number", "code": "connector_unknown"}]
        super().__init__(f"The station has no connector {number}.", connector_number=number, fields=fields)


class PayerUnknown(Invalid):
    """It does not exist, or the caller does not see it: he is told the same."""

    code = "payer_unknown"

    def __init__(self, kind: str, payer_id: UUID) -> None:
        fields = [{"in": "body", "field": "payer.id", "code": "payer_unknown"}]
        super().__init__(f"There is no {kind} {payer_id}.", kind=kind, id=str(payer_id), fields=fields)


class PayerHasDebt(Conflict):
    """A payment of an earlier session was refused (billing-api's ADR 0008)."""

    code = "payer_has_debt"

    def __init__(self, label: str, amount: Decimal, currency: str) -> None:
        super().__init__(f"{label} owes {amount} {currency}.", label=label, amount=str(amount), currency=currency)


class RoleUnfit(Conflict):
    """Only who charges or mends is let in at a station without his password (CMD-014)."""

    code = "role_unfit"

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} has no role of those who may be let in at a station.", label=label)


class PayerBlocked(Conflict):
    code = "payer_blocked"

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} is blocked.", label=label)
