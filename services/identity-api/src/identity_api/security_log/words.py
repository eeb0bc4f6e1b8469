"""What the codes of the log are called (ENU-625..648 and ours), for exports: code → (Russian, English).

Names of session operations end with (S), recorded by the server, or (T), reported by the terminal (SEC-019).
"""

from collections.abc import Mapping
from typing import Final

Words = Mapping[str, tuple[str, str]]

SOURCE_TYPES: Final[Words] = {
    "terminal": ("Терминал", "Terminal"),
    "service": ("Сервис", "Service"),
    "user": ("Пользователь", "User"),
}
LINK_TYPES: Final[Words] = {
    "station": ("Зарядная станция", "Charging station"),
    "incident": ("Инцидент", "Incident"),
    "personal_account": ("Лицевой счет", "Personal account"),
    "organization": ("Организация", "Organisation"),
    "payment": ("Платеж", "Payment"),
    "user": ("Пользователь", "User"),
    "role": ("Роль", "Role"),
    "session": ("Сессия", "Session"),
    "tariff": ("Тариф", "Tariff"),
    "terminal": ("Терминал", "Terminal"),
    "remote_command": ("Удаленная команда", "Remote command"),
    "receipt": ("Чек", "Receipt"),
    "message_template": ("Шаблон сообщения", "Message template"),
    "none": ("Нет", "None"),
    "api_client": ("Клиент API", "API client"),
    "credential": ("Удостоверение", "Credential"),
    "region": ("Регион", "Region"),
    "webhook": ("Вебхук", "Webhook"),
    "dead_letter": ("Непринятое сообщение", "Dead letter"),
    "user_group": ("Группа пользователей", "User group"),
    "station_group": ("Группа станций", "Station group"),
}
OPERATIONS: Final[Words] = {
    "session_created_t": ("Зарядная сессия создана (Т)", "Charging session created (T)"),
    "session_started_t": ("Зарядная сессия начата (Т)", "Charging session started (T)"),
    "session_started_s": ("Зарядная сессия началась (S)", "Charging session began (S)"),
    "session_ended_s": ("Зарядная сессия завершена (S)", "Charging session ended (S)"),
    "transaction_started_s": (
        "Транзакция зарядной сессии началась (S)",
        "Transaction of the charging session began (S)",
    ),
    "transaction_ended_s": (
        "Транзакция зарядной сессии завершена (S)",
        "Transaction of the charging session ended (S)",
    ),
    "session_params_changed_t": (
        "Изменение параметров зарядной сессии (Т)",
        "Parameters of the charging session changed (T)",
    ),
    "incident_added": ("Добавлен инцидент", "Incident added"),
    "incident_resolved": ("Инцидент устранён", "Incident resolved"),
    "authorization": ("Авторизация", "Authorisation"),
    "sign_in_failed": ("Неудачный вход", "Failed sign-in"),
    "right_refused": ("Отказано в доступе", "Access refused"),
    "unknown_station_seen": ("Замечена неизвестная станция", "Unknown station seen"),
    "station_created": ("Станция добавлена", "Station added"),
    "station_changed": ("Станция изменена", "Station changed"),
    "station_deleted": ("Станция удалена", "Station deleted"),
    "command_created": ("Удаленная команда создана", "Remote command created"),
    "command_ended": ("Результат удаленной команды", "Result of a remote command"),
    "user_created": ("Пользователь добавлен", "User added"),
    "user_changed": ("Пользователь изменен", "User changed"),
    "user_deleted": ("Пользователь удален", "User deleted"),
    "user_blocked": ("Пользователь заблокирован", "User blocked"),
    "user_unblocked": ("Пользователь разблокирован", "User unblocked"),
    "user_signed_out": ("Сеансы пользователя завершены", "User signed out everywhere"),
    "user_password_reset": ("Пароль пользователя сброшен", "User's password reset"),
    "user_totp_reset": ("Второй фактор пользователя снят", "User's second factor removed"),
    "user_limit_changed": ("Лимит энергии изменен", "Energy limit changed"),
    "user_stations_changed": ("Разрешенные станции изменены", "Allowed stations changed"),
    "password_changed": ("Пароль изменен", "Password changed"),
    "totp_set_up": ("Второй фактор включен", "Second factor set up"),
    "totp_removed": ("Второй фактор выключен", "Second factor given up"),
    "signed_out": ("Выход", "Signed out"),
    "sign_in_ended": ("Сеанс завершен", "Sign-in ended"),
    "token_reused": ("Повторно использован ключ сеанса", "A session token was used twice"),
    "credential_bound": ("Удостоверение привязано", "Credential bound"),
    "credential_unbound": ("Удостоверение отвязано", "Credential unbound"),
    "api_client_created": ("Клиент API добавлен", "API client added"),
    "api_client_changed": ("Клиент API изменен", "API client changed"),
    "api_client_rotated": ("Секрет клиента API заменен", "Secret of an API client replaced"),
    "api_client_deleted": ("Клиент API удален", "API client deleted"),
    "role_created": ("Роль добавлена", "Role added"),
    "role_changed": ("Роль изменена", "Role changed"),
    "role_deleted": ("Роль удалена", "Role deleted"),
    "organization_created": ("Организация добавлена", "Organisation added"),
    "organization_changed": ("Организация изменена", "Organisation changed"),
    "organization_deleted": ("Организация удалена", "Organisation deleted"),
    "tariff_created": ("Тариф добавлен", "Tariff added"),
    "tariff_changed": ("Тариф изменен", "Tariff changed"),
    "tariff_deleted": ("Тариф удален", "Tariff deleted"),
    "payment_created": ("Платеж создан", "Payment created"),
    "payment_refunded": ("Платеж возвращен", "Payment refunded"),
    "payment_cancelled": ("Платеж отменен", "Payment cancelled"),
}
"""An operation that is not named here is exported as its code."""
