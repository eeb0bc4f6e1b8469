"""All tables in one place, for alembic: importing this module fills the metadata."""

from identity_api.api_clients.models import ApiClient
from identity_api.credentials.models import Credential
from identity_api.db import Base, IdempotencyKey, OutboxMessage
from identity_api.keys.models import SigningKey
from identity_api.organizations.models import Organization
from identity_api.rights.models import Right
from identity_api.roles.models import Role
from identity_api.sign_in.models import Attempts, RefreshToken, SignIn
from identity_api.users.models import User

ALL: tuple[type[Base], ...] = (
    ApiClient,
    Attempts,
    Credential,
    IdempotencyKey,
    Organization,
    OutboxMessage,
    RefreshToken,
    Right,
    Role,
    SignIn,
    SigningKey,
    User,
)
