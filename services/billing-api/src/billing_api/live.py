"""The nouns of billing-api whose pages live; charges and payments have topics of their own."""

from typing import Final

from common.live import Live

from billing_api.tariffs.models import StationGroup, Tariff, UserGroup

LIVE: Final = (
    Live("tariff", Tariff, "tariffs:read", scope=Tariff.organization_id, reaches_below=True),
    Live("tariff_group", UserGroup, "tariffs:read", scope=UserGroup.organization_id),
    Live("tariff_group", StationGroup, "tariffs:read", scope=StationGroup.organization_id),
)
