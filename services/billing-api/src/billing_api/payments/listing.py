"""The list of payments."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from billing_api.payments.models import Payment
from billing_api.payments.schemas import PaymentQuery, PaymentRead
from billing_api.payments.words import OPERATIONS, STATUSES

PAYMENT_LIST: Final = Listing(
    table=ListTable(
        key=Payment.id,
        default="-created_at",
        sorts={"created_at": Payment.created_at, "number": Payment.number, "amount": Payment.amount},
    ),
    entity=Payment,
    query=PaymentQuery,
    read=PaymentRead,
    right="payments:read",
    scope=Payment.organization_id,
    columns=[
        Column("number", "Номер", "Number", lambda payment: str(payment.number), of=["number"]),
        Column("created_at", "Создан", "Created", is_moment=True),
        Column("operation", "Операция", "Operation", words=OPERATIONS),
        Column("status", "Статус", "Status", words=STATUSES),
        Column("amount", "Сумма", "Amount"),
        Column("currency", "Валюта", "Currency"),
        Column("payer_label", "Плательщик", "Payer"),
        Column("station_number", "Номер ЭЗС", "Station number"),
        Column("connector_number", "Коннектор", "Connector"),
        Column("session_id", "Id сессии", "Session id"),
        Column("error", "Ошибка", "Error"),
    ],
)
