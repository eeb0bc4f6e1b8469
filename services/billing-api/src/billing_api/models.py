"""All tables, for the metadata of migrations and tests."""

from billing_api.charges.models import Charge, ChargeRevision
from billing_api.debts.models import Debt
from billing_api.directory.models import Station, User
from billing_api.holds.models import Hold
from billing_api.organizations.models import Organization
from billing_api.payments.models import Payment, PaymentAttempt, PaymentHistory
from billing_api.sandbox.models import SandboxOperation, SandboxSwitches
from billing_api.tariffs.models import (
    StationGroup,
    StationGroupMember,
    Tariff,
    TariffVersion,
    UserGroup,
    UserGroupMember,
)

ALL = (
    Charge,
    ChargeRevision,
    Debt,
    Hold,
    Organization,
    Payment,
    PaymentAttempt,
    PaymentHistory,
    SandboxOperation,
    SandboxSwitches,
    Station,
    StationGroup,
    StationGroupMember,
    Tariff,
    TariffVersion,
    User,
    UserGroup,
    UserGroupMember,
)
