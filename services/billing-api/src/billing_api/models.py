"""All tables, for the metadata of migrations and tests."""

from billing_api.charges.models import Charge, ChargeRevision
from billing_api.organizations.models import Organization
from billing_api.payments.models import Payment, PaymentHistory
from billing_api.sandbox.models import SandboxOperation
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
    Organization,
    Payment,
    PaymentHistory,
    SandboxOperation,
    StationGroup,
    StationGroupMember,
    Tariff,
    TariffVersion,
    UserGroup,
    UserGroupMember,
)
