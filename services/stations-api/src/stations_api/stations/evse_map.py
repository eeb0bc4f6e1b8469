"""(EVSE, connector) of OCPP 2.0.1 → our connector number: decided once, kept for ever (contracts 1)."""

from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.stations.errors import EvseMappedAlready

Pair = tuple[int, int]
HUNDRED = 100


def pair_of(number: int) -> Pair:
    """The pair that the gateway calls by this number while it is unmapped: e for (e, 1), 100*e + c for (e, c)."""
    return divmod(number, HUNDRED) if number > HUNDRED and number % HUNDRED > 1 else (number, 1)


class EvseColumns:
    """The map of a station: rows [evse_id, connector_id, number] that are never changed, only added."""

    evse_map: Mapped[list[Any]] = mapped_column(JSONB, default=list)

    def learn_evse(self, number: int) -> bool:
        """A connector of this number spoke in 2.0.1: its pair is fixed by that. True when this was news."""
        if any(row[2] == number for row in self.evse_map or []):
            return False
        return self._fix(pair_of(number), number)

    def declare_evse(self, pair: Pair, number: int) -> bool:
        """A person says which pair a connector is. Raises when pair or number have been fixed otherwise."""
        for evse_id, connector_id, known in self.evse_map or []:
            if ((evse_id, connector_id) == pair) != (known == number):
                raise EvseMappedAlready(evse_id, connector_id, known)
        return self._fix(pair, number)

    def _fix(self, pair: Pair, number: int) -> bool:
        known = self.evse_map or []
        if any((row[0], row[1]) == pair for row in known):
            return False
        self.evse_map = [*known, [*pair, number]]
        return True
