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


class WebhookSwitchedOff(Conflict):
    """Nothing is sent to it: a test or a replay would wait for somebody who switches it on."""

    code = "webhook_switched_off"

    def __init__(self, webhook_id: UUID) -> None:
        super().__init__("The webhook is switched off.", webhook_id=str(webhook_id))
