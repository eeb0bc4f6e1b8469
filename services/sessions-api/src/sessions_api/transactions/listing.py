"""The list of transactions: what the meters saw."""

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from sessions_api.transactions.models import Transaction
from sessions_api.transactions.schemas import TransactionQuery, TransactionRead

TRANSACTION_LIST = Listing(
    table=ListTable(key=Transaction.id, sorts={"started_at": Transaction.started_at}, default="-started_at"),
    entity=Transaction,
    query=TransactionQuery,
    read=TransactionRead,
    right="transactions:read",
    scope=Transaction.organization_id,
    columns=[
        Column("number", "№ транзакции", "Transaction No."),
        Column("station_number", "Номер ЭЗС", "Station number"),
        Column("connector_number", "Коннектор", "Connector"),
        Column("started_at", "Начало", "Start", is_moment=True),
        Column("ended_at", "Окончание", "End", is_moment=True),
        Column("meter_start_wh", "Счётчик в начале, Вт·ч", "Meter at the start, Wh"),
        Column("meter_stop_wh", "Счётчик в конце, Вт·ч", "Meter at the end, Wh"),
        Column("energy_wh", "Энергия, Вт·ч", "Energy, Wh"),
        Column("reason", "Причина остановки", "Stop reason"),
        Column("session_id", "Id сессии", "Session id"),
    ],
)
