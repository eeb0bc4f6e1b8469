"""The list of sessions: SES-007..011, columns of SES-021..033."""

from typing import Any, Final

from common.export import Column
from common.listing import Listing

from sessions_api.sessions.models import Session
from sessions_api.sessions.queries import SESSIONS, SessionQuery, chosen
from sessions_api.sessions.repository import SHOWN_WITH
from sessions_api.sessions.schemas import SessionRead

STATES: Final = {
    "success": ("Успешно", "Success"),
    "error": ("Ошибка", "Error"),
    "stop": ("Стоп", "Stop"),
    "interrupted": ("Прервана", "Interrupted"),
    "junk": ("Мусор", "Junk"),
    "attention": ("Внимание", "Attention"),
    "ready": ("Готов", "Ready"),
    "active": ("Активная", "Active"),
    "overdue": ("Просрочена", "Overdue"),
    "unknown": ("Неизвестно", "Unknown"),
}
"""ENU-501..510."""


def _kwh(session: Any) -> float:
    return float(session.energy_wh / 1000)


SESSION_LIST = Listing(
    table=SESSIONS,
    entity=Session,
    query=SessionQuery,
    read=SessionRead,
    right="sessions:read",
    scope=Session.organization_id,
    conditions=lambda query, _: chosen(query),
    options=SHOWN_WITH,
    columns=[
        Column("transaction_number", "№ транзакции", "Transaction No."),
        Column("station_number", "Номер ЭЗС", "Station number"),
        Column(
            "connector",
            "Номер",
            "Number",
            lambda row: f"{row.connector_number}: {row.connector_type}",
            of=["connector_number", "connector_type"],
        ),
        Column("state", "Состояние", "State", words=STATES),
        Column("started_at", "Начало", "Start", is_moment=True),
        Column("ended_at", "Окончание", "End", is_moment=True),
        Column("energy_kwh", "Итого энергии, кВт·ч", "Total energy, kWh", _kwh, of=["energy_wh"]),
        Column("soc_start", "Заряд в начале, %", "Charge at the start, %"),
        Column("soc_end", "Заряд в конце, %", "Charge at the end, %"),
        Column(
            "max_power_kw",
            "Макс. мощность, кВт",
            "Max. power, kW",
            lambda row: row.max_power_w / 1000,
            of=["max_power_w"],
        ),
        Column("max_current_a", "Макс. ток, А", "Max. current, A"),
        Column("efficiency", "КПД", "Efficiency"),
        Column("start_user_label", "Пользователь, начавший сессию", "User who started the session"),
        Column("stop_user_label", "Пользователь, закончивший сессию", "User who ended the session"),
        Column("start_source", "Источник старта сессии", "Session start source"),
        Column("stop_source", "Источник остановки сессии", "Session stop source"),
        Column("amount", "Сумма", "Amount"),
        Column("currency", "Валюта", "Currency"),
        Column("payment_status", "Статус оплаты", "Payment status"),
        Column("id", "Id", "Id"),
    ],
)
