from common.service import Service

from identity_api.api_clients.endpoints import router as api_clients
from identity_api.api_clients.endpoints import token_router
from identity_api.consumption.consumers import sessions_reader
from identity_api.credentials.endpoints import router as credentials
from identity_api.db import TABLES
from identity_api.housekeeping import keep_house
from identity_api.keys.endpoints import router as keys
from identity_api.live import LIVE
from identity_api.me.endpoints import router as me
from identity_api.organizations.endpoints import router as organizations
from identity_api.republishing import keep_topics_filled
from identity_api.rights.consumers import rights_reader
from identity_api.rights.endpoints import router as rights
from identity_api.roles.endpoints import router as roles
from identity_api.security_log.consumers import security_log_reader
from identity_api.security_log.endpoints import router as security_log
from identity_api.seed.service import seed
from identity_api.settings import IdentitySettings
from identity_api.sign_in.endpoints import router as sign_in
from identity_api.stations.consumers import stations_reader
from identity_api.users.endpoints import router as users
from identity_api.views.endpoints import router as views

ROUTERS = (
    sign_in,
    token_router,
    keys,
    me,
    views,
    users,
    credentials,
    roles,
    rights,
    organizations,
    api_clients,
    security_log,
)


def service(settings: IdentitySettings | None = None) -> Service:
    return Service(
        name="identity-api",
        settings=settings or IdentitySettings(),
        routers=ROUTERS,
        tables=TABLES,
        live=LIVE,
        consumers=[security_log_reader, stations_reader, sessions_reader, rights_reader],
        loops=[keep_house, keep_topics_filled],
        on_start=[seed],
    )
