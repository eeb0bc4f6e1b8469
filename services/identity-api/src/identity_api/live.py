"""The nouns of identity-api whose pages live."""

from typing import Any, Final
from uuid import UUID

from common.live import Live
from sqlalchemy import inspect

from identity_api.api_clients.models import ApiClient
from identity_api.credentials.models import Credential
from identity_api.organizations.models import Organization
from identity_api.roles.models import Role
from identity_api.security_log.models import SecurityLogEntry
from identity_api.users.models import User

_OWN = frozenset({"last_sign_in_at", "totp_step", "language", "theme", "rows_per_page", "auto_refresh_seconds"})
"""What a person changes for himself alone."""


def _of_holder(credential: Any) -> UUID | None:
    """The holder's organisation, where the session knows him: nothing is read while it is flushed."""
    holder = inspect(credential).dict.get("user")
    return holder.organization_id if holder is not None else None


SECURITY_LOG_LIVE: Final = Live(
    "security_log", SecurityLogEntry, "security-log:read", scope=SecurityLogEntry.organization_id
)
"""Its entries are written many at a time: their reader tells whose they are."""
LIVE: Final = (
    Live("user", User, "users:read", scope=User.organization_id, unseen=_OWN),
    Live("credential", Credential, "credentials:read", owner=_of_holder),
    Live("role", Role, "roles:read", is_shared=True),
    Live("organization", Organization, "organizations:read", scope=Organization.id),
    Live("api_client", ApiClient, "api-clients:read", scope=ApiClient.organization_id),
    SECURITY_LOG_LIVE,
)
