"""The quarantine as a list and a file: waiting messages, and what became of the others."""

from typing import Any, Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable
from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from sessions_api.quarantine.schemas import QuarantinedRead, QuarantineQuery
from sessions_api.reconciliation.models import UnmatchedFact, why_of
from sessions_api.stations.models import Station

KINDS: Final = {
    "unmatched_end": ("Окончание неизвестной транзакции", "End of an unknown transaction"),
    "unmatched_meter_values": ("Показания неизвестной транзакции", "Meter values of an unknown transaction"),
    "rejected_frame": ("Кадр, который не удалось разобрать", "Frame that could not be read"),
}
STATES: Final = {
    "waiting": ("Ждёт решения", "Waits for a decision"),
    "joined": ("Привязано", "Joined"),
    "dismissed": ("Отклонено", "Dismissed"),
}


def with_station(statement: Select[Any]) -> Select[Any]:
    """What a reader sees goes by the station's present owner, whom only our copy of the station knows."""
    return statement.outerjoin(Station, Station.id == UnmatchedFact.station_id)


QUARANTINE: Final = Listing(
    table=ListTable(
        key=UnmatchedFact.id,
        sorts={"received_at": UnmatchedFact.received_at},
        default="-received_at",
        count_bound=10_000,
    ),
    entity=UnmatchedFact,
    query=QuarantineQuery,
    read=QuarantinedRead,
    right="quarantine:read",
    scope=Station.organization_id,
    joined=with_station,
    options=[selectinload(UnmatchedFact.station)],
    columns=[
        Column("received_at", "Принято", "Received", is_moment=True),
        Column("station_number", "ЭЗС", "Station", sql=Station.number),
        Column("kind", "Сообщение", "Message", words=KINDS),
        Column("why", "Почему не применено", "Why it was not applied", why_of, of=["kind", "fact"]),
        Column("transaction_number", "№ транзакции", "Transaction No."),
        Column("state", "Состояние", "State", words=STATES),
        Column("decided_at", "Решено", "Decided", is_moment=True),
        Column("decided_by", "Решил", "Decided by"),
        Column("reason", "Причина", "Reason"),
        Column("session_id", "Сессия", "Session"),
        Column("id", "Id", "Id"),
    ],
)
