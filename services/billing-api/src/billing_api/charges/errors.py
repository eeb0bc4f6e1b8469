"""What billing refuses about charges."""

from uuid import UUID

from common.errors import NotFound


class ChargeNotFound(NotFound):
    code = "charge_not_found"

    def __init__(self, charge_id: UUID) -> None:
        super().__init__(f"There is no charge {charge_id}.", charge_id=str(charge_id))
