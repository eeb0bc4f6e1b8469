"""The list of identities that were refused, those seen last first; for callers who see all organisations (ADR 5)."""

from typing import Annotated

from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import Field

from stations_api.unknown_stations.models import UnknownStation
from stations_api.unknown_stations.schemas import UnknownStationRead


class UnknownStationQuery(ListQuery):
    """`q`: part of the identity; dismissed ones are left out unless asked for."""

    q: Annotated[
        str | None,
        Where(lambda text: UnknownStation.identity.contains(text.strip().lower(), autoescape=True)),
        Field(min_length=3, max_length=100),
    ] = None
    is_dismissed: Annotated[bool, Where(UnknownStation.is_dismissed.is_)] = False


UNKNOWN_STATION_LIST = Listing(
    table=ListTable(
        key=UnknownStation.identity,
        default="-last_seen_at",
        sorts={"last_seen_at": UnknownStation.last_seen_at, "identity": UnknownStation.identity},
    ),
    entity=UnknownStation,
    query=UnknownStationQuery,
    read=UnknownStationRead,
    right="unknown-stations:read",
    only_for_all=True,
    about="Identities that were refused, those seen last first; for callers who see all organisations.",
    columns=[
        Column("identity", "Идентификатор", "Identity"),
        Column("first_seen_at", "Впервые замечена", "First seen", is_moment=True),
        Column("last_seen_at", "Замечена", "Last seen", is_moment=True),
        Column("count", "Попыток", "Attempts"),
        Column("remote_address", "Адрес", "Address"),
        Column("offered_protocols", "Протоколы", "Protocols", lambda one: ", ".join(one.offered_protocols)),
        Column("user_agent", "Клиент", "Client"),
        Column("has_credentials", "Передала пароль", "Sent a password"),
    ],
)
