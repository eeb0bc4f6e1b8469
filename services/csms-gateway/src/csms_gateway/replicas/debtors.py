"""Copy of topic `debtors`: who owes money for an earlier session (billing-api's ADR 0008)."""

from decimal import Decimal
from typing import Any


class DebtorReplica:
    """Ids of payers; a tombstone ends a debt."""

    def __init__(self) -> None:
        self._payers: set[str] = set()

    def put(self, payer_id: str, data: dict[str, Any]) -> None:
        """Raises KeyError or ValueError when `data` is no snapshot."""
        if Decimal(data["amount"]) > 0:
            self._payers.add(payer_id)

    def remove(self, payer_id: str) -> None:
        self._payers.discard(payer_id)

    def owes(self, payer_id: str | None) -> bool:
        return payer_id in self._payers

    def ids(self) -> set[str]:
        return set(self._payers)

    def __len__(self) -> int:
        return len(self._payers)
