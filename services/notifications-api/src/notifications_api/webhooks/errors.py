"""What notifications refuses about webhooks."""

from uuid import UUID

from common.errors import Forbidden, Invalid, NotFound


class WebhookNotFound(NotFound):
    code = "webhook_not_found"

    def __init__(self, webhook_id: UUID) -> None:
        super().__init__(f"There is no webhook {webhook_id}.", webhook_id=str(webhook_id))


class WebhookOfAnotherOrganization(Forbidden):
    code = "webhook_of_another_organization"

    def __init__(self, organization_id: UUID | None) -> None:
        super().__init__("You do not see that organization.", organization_id=str(organization_id))


class WebhookUrlRefused(Invalid):
    """`reason`: `not_public` (an address of a private network), `not_encrypted` (http), `no_host`."""

    code = "webhook_url_refused"

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"Webhooks are not sent to {url}: {reason}.", reason=reason, url=url)
