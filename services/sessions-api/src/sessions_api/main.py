"""sessions-api put together."""

from common.consumer import ConsumerSpec
from common.rights import read_rights
from common.service import Runtime, Service

from sessions_api.db import TABLES
from sessions_api.live import LIVE
from sessions_api.quarantine.endpoints import router as quarantine_router
from sessions_api.reconciliation.unit import TOPICS, SessionsUnit
from sessions_api.sessions.endpoints import router as sessions_router
from sessions_api.settings import SessionsSettings
from sessions_api.transactions.endpoints import router as transactions_router
from sessions_api.upkeep import keep_up

NAME = "sessions-api"
_BATCH = 2000


def service(settings: SessionsSettings | None = None) -> Service:
    return Service(
        name=NAME,
        settings=settings or SessionsSettings(),
        routers=[sessions_router, transactions_router, quarantine_router],
        tables=TABLES,
        live=LIVE,
        rights=read_rights("sessions_api"),
        consumers=[consumer],
        loops=[keep_up],
    )


def consumer(runtime: Runtime) -> ConsumerSpec:
    """One reader for all topics: replicas, facts and prices of a session never race each other."""
    settings = runtime.settings
    assert isinstance(settings, SessionsSettings)
    return ConsumerSpec(
        name="sessions",
        topics=TOPICS,
        unit=lambda session: SessionsUnit(session, runtime.clock, settings),
        max_records=_BATCH,
    )
