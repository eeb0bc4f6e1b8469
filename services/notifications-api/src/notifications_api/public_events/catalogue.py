"""The event types that a webhook can subscribe to, and how subscriptions name them."""

from collections.abc import Iterable

CATALOGUE: dict[str, tuple[str, str]] = {
    "station.connected": ("Станция на связи", "Station connected"),
    "station.disconnected": ("Связь со станцией потеряна", "Station disconnected"),
    "station.booted": ("Станция загрузилась", "Station booted"),
    "connector.status_changed": ("Состояние коннектора изменилось", "Connector status changed"),
    "session.started": ("Сессия началась", "Session started"),
    "session.updated": ("Сессия идёт", "Session under way"),
    "session.ended": ("Сессия завершена", "Session ended"),
    "charge.priced": ("Стоимость рассчитана", "Session priced"),
    "payment.changed": ("Статус платежа изменился", "Payment status changed"),
    "command.created": ("Команда отправлена", "Command created"),
    "command.changed": ("Команда выполняется", "Command under way"),
    "incident.opened": ("Инцидент открыт", "Incident opened"),
    "incident.resolved": ("Инцидент закрыт", "Incident resolved"),
    "webhook.test": ("Проверка вебхука", "Test of a webhook"),
}
"""Type → (RU, EN). `webhook.test` is sent on demand, whatever is subscribed to."""
TEST = "webhook.test"
GROUPS = tuple(sorted({f"{name.split('.')[0]}.*" for name in CATALOGUE if name != TEST}))
SUBSCRIBABLE = (*(name for name in CATALOGUE if name != TEST), *GROUPS, "*")


def matches(subscribed: Iterable[str], event_type: str) -> bool:
    """`*`, a group `session.*`, or the type itself."""
    wanted = set(subscribed)
    return not wanted.isdisjoint({event_type, f"{event_type.split('.', maxsplit=1)[0]}.*", "*"})
