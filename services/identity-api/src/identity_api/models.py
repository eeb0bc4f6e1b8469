"""All tables in one place, for alembic: importing this module fills the metadata."""

from identity_api.api_clients.models import ApiClient
from identity_api.consumption.models import Consumption
from identity_api.credentials.models import Credential
from identity_api.db import Base, ConsumerOffset, DeadLetter, IdempotencyKey, OutboxMessage, SnapshotForm
from identity_api.keys.models import SigningKey
from identity_api.organizations.models import Organization
from identity_api.rights.models import Right
from identity_api.roles.models import Role, SeededRole
from identity_api.security_log.models import SecurityLogChain, SecurityLogEntry
from identity_api.sign_in.models import Attempts, RefreshToken, SignIn
from identity_api.stations.models import StationCopy
from identity_api.totp.models import RecoveryCode
from identity_api.users.models import User
from identity_api.views.models import SavedView

ALL: tuple[type[Base], ...] = (
    ApiClient,
    Attempts,
    Consumption,
    ConsumerOffset,
    Credential,
    DeadLetter,
    IdempotencyKey,
    Organization,
    OutboxMessage,
    RecoveryCode,
    RefreshToken,
    Right,
    Role,
    SavedView,
    SecurityLogChain,
    SecurityLogEntry,
    SeededRole,
    SignIn,
    SigningKey,
    SnapshotForm,
    StationCopy,
    User,
)
