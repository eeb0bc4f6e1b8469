"""billing-api as a service."""

from common.rights import read_rights
from common.service import Service

from billing_api.calculator.endpoints import router as calculator
from billing_api.charges.consumers import sessions_consumer
from billing_api.charges.endpoints import router as charges
from billing_api.db import TABLES
from billing_api.directory.consumers import DIRECTORY
from billing_api.groups.endpoints import station_groups, user_groups
from billing_api.live import LIVE
from billing_api.organizations.consumers import ORGANIZATIONS
from billing_api.payments.endpoints import router as payments
from billing_api.payments.loop import process_payments
from billing_api.sandbox.endpoints import callbacks
from billing_api.sandbox.endpoints import router as sandbox
from billing_api.settings import BillingSettings
from billing_api.tariffs.endpoints import router as tariffs
from billing_api.tariffs.seed import seed_default_tariff


def service(settings: BillingSettings | None = None) -> Service:
    return Service(
        name="billing-api",
        settings=settings or BillingSettings(),
        routers=[charges, sandbox, callbacks, payments, calculator, tariffs, user_groups, station_groups],
        tables=TABLES,
        live=LIVE,
        rights=read_rights("billing_api"),
        consumers=[sessions_consumer, lambda _: ORGANIZATIONS, lambda _: DIRECTORY],
        loops=[process_payments],
        on_start=[seed_default_tariff],
    )
