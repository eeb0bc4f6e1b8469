"""The list of charges: what sessions cost, the newest first."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from billing_api.charges.models import Charge
from billing_api.charges.schemas import ChargeQuery, ChargeRead

STATUSES: Final = {
    "not_calculated": ("Расчет не производился", "Not calculated"),
    "not_required": ("Не требуется", "Not required"),
    "interim_calculation": ("Промежуточный расчет", "Interim calculation"),
    "payment_preparation": ("Подготовка платежа", "Preparing payment"),
    "not_paid": ("Не оплачено", "Not paid"),
    "paid": ("Оплачено", "Paid"),
    "payment_creation_error": ("Ошибка создания платежа", "Payment creation error"),
    "payment_error": ("Ошибка оплаты", "Payment error"),
    "cancelled": ("Отменено", "Cancelled"),
}
"""ENU-571..579."""

CHARGE_LIST: Final = Listing(
    table=ListTable(key=Charge.id, default="-created_at", sorts={"created_at": Charge.created_at}),
    entity=Charge,
    query=ChargeQuery,
    read=ChargeRead,
    right="charges:read",
    scope=Charge.organization_id,
    columns=[
        Column("created_at", "Создано", "Created", is_moment=True),
        Column("session_id", "Id сессии", "Session id"),
        Column("station_number", "Номер ЭЗС", "Station number"),
        Column("connector_number", "Коннектор", "Connector"),
        Column("started_at", "Начало", "Start", is_moment=True),
        Column("ended_at", "Завершение", "End", is_moment=True),
        Column("energy_wh", "Энергия, кВт·ч", "Energy, kWh", lambda charge: charge.energy_wh / 1000, of=["energy_wh"]),
        Column("amount", "Сумма", "Amount"),
        Column("currency", "Валюта", "Currency"),
        Column("payment_status", "Статус оплаты", "Payment status", words=STATUSES),
        Column("paid_amount", "Оплачено", "Paid"),
        Column("payer_label", "Плательщик", "Payer"),
        Column("is_final", "Окончательная", "Final"),
    ],
)
