"""What notifications refuses about deliveries."""

from uuid import UUID

from common.errors import Conflict, NotFound


class DeliveryNotFound(NotFound):
    code = "delivery_not_found"

    def __init__(self, delivery_id: UUID) -> None:
        super().__init__(f"There is no delivery {delivery_id}.", delivery_id=str(delivery_id))


class DeliveryUnderWay(Conflict):
    """It will be tried anyway."""

    code = "delivery_under_way"

    def __init__(self, delivery_id: UUID) -> None:
        super().__init__("The delivery has not ended yet.", delivery_id=str(delivery_id))
