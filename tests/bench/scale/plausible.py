"""What the rows of the big tables look like: SQL expressions of the row's number `i` and of its station `k`.

Deterministic: `rnd(i, salt)` is a hash. A fifth of the stations make half of the sessions; one organisation owns two
fifths of the network, another a fifth, eighteen share three tenths, and 180 small ones what is left. Two years.
"""

from collections.abc import Mapping
from typing import Final

HELPERS: Final = """
create or replace function rnd(i bigint, salt bigint) returns float8 language sql immutable parallel safe
  return (hashint8extended(i, salt) & 4294967295) / 4294967296.0::float8;
create or replace function key_of(n bigint) returns uuid language sql immutable parallel safe
  return lpad(to_hex(n), 32, '0')::uuid;
create or replace function owner_of(k bigint, n bigint) returns uuid language sql immutable parallel safe
  return key_of(case when k < n * 0.4 then 1 when k < n * 0.6 then 2 when k < n * 0.9 then 3 + k % 18
                else 21 + k % 180 end);
"""
BIG, SMALL, ORGANIZATIONS = 1, 21, 200
MOMENT: Final = "timestamptz '2026-11-25 12:00+00'"
LOG_DAYS: Final = 14
AT: Final = f"({MOMENT} - (({{total}} - i)::float8 / {{total}}) * interval '730 days')"
"""Rows are told in the order of time."""
LATELY: Final = f"({MOMENT} - (({{total}} - i)::float8 / {{total}}) * interval '{LOG_DAYS - 1} days')"
_NUMBER: Final = "'EVSE' || lpad(k::text, 5, '0')"
_OWNER: Final = "owner_of(k, {stations})"
_PLACE: Final = {"station_id": "key_of(k + 1)", "station_number": _NUMBER, "organization_id": _OWNER}
_TYPES: Final = {"ccs2": 55, "type2": 30, "chademo": 10, "gbt": 4, "gbt_ac": 0.9, "tesla": 0.09, "unknown": 0.01}
_CONNECTORS: Final = {1: 60, 2: 30, 3: 9, 4: 0.9, 5: 0.09, 6: 0.01}


def pick(salt: int, weights: Mapping[str, float] | Mapping[int, float]) -> str:
    """One of the words, each as often as its weight (per cent) says."""
    total, branches = 0.0, []
    for word, weight in weights.items():
        total += weight / 100
        branches.append(f"when rnd(i, {salt}) < {total:.6f} then {word!r}")
    *first, last = branches
    return f"(case {' '.join(first)} else {last.rpartition(' then ')[2]} end)"


def words(salt: int, *choices: str) -> str:
    """One of the words, all equally often."""
    return pick(salt, dict.fromkeys(choices, 100 / len(choices)))


_IS_OPEN: Final = "(i > {total} * 0.9998)"
_ENERGY: Final = "case when rnd(i, 11) < 0.06 then 0 else (60000 * rnd(i, 12) * rnd(i, 13))::bigint end"
_STATES: Final = {
    "success": 81,
    "stop": 8,
    "error": 4,
    "interrupted": 2.5,
    "junk": 4,
    "attention": 0.48,
    "unknown": 0.02,
}
_LENGTH: Final = "((rnd(i, 14) * rnd(i, 15) * 14400)::int * interval '1 second')"
_USER: Final = "(1 + (power(rnd(i, 16), 2) * ({users} - 1))::bigint)"
_PERSON: Final = f"'User ' || {_USER}"
_AMOUNT: Final = "round(((60000 * rnd(i, 12) * rnd(i, 13)) / 1000 * 15)::numeric, 2)"
_SURNAMES: Final = ("Иванова", "Смирнов", "Кузнецова", "Попов", "Васильева", "Петров", "Соколова", "Михайлов")
_NAMES: Final = ("Анна", "Пётр", "Мария", "Иван", "Ольга", "Сергей", "Елена", "Дмитрий")
_GROUPS: Final = (
    '[{"tariff_id": null, "tariff_revision": null, "tariff_name": "Дневной", "started_at": "2026-11-01T10:00:00Z", '
    '"ended_at": "2026-11-01T11:00:00Z", "lines": [{"kind": "energy", "quantity": "12.000", "unit": "kwh", '
    '"price": "15.00", "amount": "180.00", "explanation": {"code": "energy", "params": {"energy_wh": 12000}}}], '
    '"amount": "180.00"}]'
)

STATION_OF: Final = {
    "sessions": f"case when {_IS_OPEN} then i % {{stations}} else (power(rnd(i, 1), 1.7) * {{stations}})::bigint end",
    "stations": "i - 1",
    "station_copies": "i - 1",
    "connectors": "(i - 1) / 3",
    "protocol_log": "case when i % 100 = 1 then 2 else (power(rnd(i, 1), 1.7) * {stations})::bigint end",
    "station_reports": "case when i % 20 = 1 then 2 else (power(rnd(i, 1), 1.7) * {stations})::bigint end",
    "software_versions": "i % {stations}",
    "device_variables": "case when i <= 5000 then 2 else i % {stations} end",
}
"""Which station a row belongs to; open sessions are at most one per connector. Station 3 is the one
that lists below a thing are asked about: it has a long log."""
ANY_STATION: Final = "(power(rnd(i, 1), 1.7) * {stations})::bigint"

PLAUSIBLE: Final[Mapping[str, Mapping[str, str]]] = {
    "sessions": {
        **_PLACE,
        "id": "key_of(i)",
        "connector_number": pick(2, _CONNECTORS),
        "connector_type": pick(3, _TYPES),
        "time_zone": "'Europe/Moscow'",
        "is_station_activated": "rnd(i, 4) < 0.99",
        "state": f"case when {_IS_OPEN} then {pick(5, {'active': 80, 'ready': 15, 'overdue': 5})} "
        f"else {pick(6, _STATES)} end",
        "is_open": _IS_OPEN,
        "is_status_seen": "true",
        "started_at": AT,
        "ended_at": f"case when {_IS_OPEN} then null else {AT} + {_LENGTH} end",
        "energy_wh": _ENERGY,
        "max_power_w": "(rnd(i, 17) * 120000)::int",
        "max_current_a": "(rnd(i, 18) * 300)::numeric(6,1)",
        "soc_start": "(rnd(i, 19) * 40)::int",
        "soc_end": "40 + (rnd(i, 20) * 60)::int",
        "efficiency": "(0.8 + rnd(i, 21) / 5)::numeric(6,3)",
        "start_user_label": _PERSON,
        "start_source": words(22, "rfid", "application", "dashboard"),
        "stop_source": words(23, "rfid", "application", "vehicle"),
        "user_label": _PERSON,
        "flags": "'{{OCPPSession}}'",
        "payer_kind": pick(24, {"user": 80, "guest": 20}),
        "payer_id": f"case when rnd(i, 24) < 0.8 then key_of({_USER}) end",
        "transaction_number": "(1000000 + i)::text",
        "amount": _AMOUNT,
        "currency": "'RUB'",
        "payment_status": pick(25, {"paid": 90, "not_required": 6, "payment_error": 4}),
        "charge_version": "2",
        "revision": "3",
        "published_at": f"{AT} + interval '4 hours'",
    },
    "transactions": {
        **_PLACE,
        "id": "key_of(i)",
        "session_id": "key_of(i)",
        "transaction_key": "key_of(i)",
        "number": "(1000000 + i)::text",
        "connector_number": pick(2, _CONNECTORS),
        "started_at": AT,
        "ended_at": f"{AT} + {_LENGTH}",
        "device_started_at": AT,
        "device_ended_at": f"{AT} + {_LENGTH}",
        "start_received_at": AT,
        "meter_start_wh": "i",
        "meter_stop_wh": "i + 10000",
        "energy_wh": _ENERGY,
        "token_kind": "'card'",
        "authorization": "'accepted'",
    },
    "charges": {
        **_PLACE,
        "id": "key_of(i)",
        "session_id": "key_of(i * 2)",
        "connector_number": pick(2, _CONNECTORS),
        "connector_type": pick(3, _TYPES),
        "started_at": AT,
        "ended_at": f"{AT} + {_LENGTH}",
        "created_at": AT,
        "modified_at": AT,
        "energy_wh": _ENERGY,
        "payer_kind": "'user'",
        "payer_id": f"key_of({_USER})",
        "payer_label": _PERSON,
        "tariffs": "'[]'",
        "groups": f"'{_GROUPS}'".replace("{", "{{").replace("}", "}}"),
        "amount": _AMOUNT,
        "paid_amount": _AMOUNT,
        "is_final": "true",
        "is_payable": "true",
        "payment_status": pick(25, {"paid": 97, "payment_error": 1, "not_required": 2}),
    },
    "payments": {
        **_PLACE,
        "id": "key_of(i)",
        "number": "40000020000000 + i",
        "charge_id": "key_of(i)",
        "session_id": "key_of(i * 2)",
        "connector_number": pick(2, _CONNECTORS),
        "connector_type": pick(3, _TYPES),
        "payer_kind": "'user'",
        "payer_id": f"key_of({_USER})",
        "payer_label": _PERSON,
        "operation": pick(31, {"payment": 97, "refund": 2.5, "reversal": 0.5}),
        "status": pick(32, {"completed": 96, "cancelled": 2, "error": 1.9, "processing": 0.05, "default": 0.05}),
        "amount": _AMOUNT,
        "type": pick(33, {"acquiring": 90, "sbp": 9.99, "personal_account": 0.01}),
        "provider": "'sandbox'",
        "created_at": AT,
        "paid_at": AT,
        "version": "4",
    },
    "users": {
        "id": "key_of(i)",
        "login": "'user' || lpad(i::text, 7, '0')",
        "organization_id": "owner_of((rnd(i, 41) * {stations})::bigint, {stations})",
        "last_name": words(42, *_SURNAMES),
        "first_name": words(43, *_NAMES),
        "patronymic": "''",
        "phone": "'+79' || lpad((rnd(i, 44) * 1e9)::bigint::text, 9, '0')",
        "email": "'user' || i || '@example.org'",
        "is_blocked": "rnd(i, 45) < 0.004",
        "created_at": AT,
        "changed_at": AT,
        "modified_at": AT,
        "password_hash": "null",
        "language": "'ru'",
        "theme": "'system'",
        "rows_per_page": "15",
    },
    "user_roles": {"user_id": "key_of(i)", "role_id": f"key_of({pick(46, {4: 98.9, 3: 1, 2: 0.09, 1: 0.01})})"},
    "roles": {"id": "key_of(i)", "name": "'role ' || i", "is_standard": "false", "requires_totp": "false"},
    "credentials": {
        "id": "key_of(i)",
        "user_id": "key_of(1 + i % {users})",
        "hash": "md5(i::text) || md5(i::text)",
        "kind": "'rfid'",
        "last4": "lpad((i % 10000)::text, 4, '0')",
        "created_at": AT,
        "modified_at": AT,
    },
    "organizations": {
        "id": "key_of(i)",
        "number": "(40000000000000 + i)::text",
        "name": "'Сеть ' || i",
        "legal_name": "'ООО «Сеть ' || i || '»'",
        "parent_id": "case when i between 4 and 20 then key_of(3) end",
        "type": words(47, "network_owner", "transport_company"),
        "tax_system": words(48, "osn", "usn_income", "npd"),
        "is_deleted": "false",
        "created_at": AT,
        "changed_at": AT,
        "modified_at": AT,
    },
    "security_log": {
        "id": "key_of(i)",
        "at": AT,
        "position": "i",
        "hash": "md5(i::text) || md5((i + 1)::text)",
        "source_type": pick(51, {"user": 70, "terminal": 25, "service": 5}),
        "source": f"case when rnd(i, 51) < 0.7 then 'user' || lpad({_USER}::text, 7, '0') "
        f"when rnd(i, 51) < 0.95 then {_NUMBER} else 'billing-api' end",
        "organization_id": _OWNER,
        "link_type": pick(
            52, {"session": 60, "station": 20, "user": 15, "payment": 4.9, "role": 0.09, "webhook": 0.01}
        ),
        "link_id": "md5((i / 3)::text)::uuid::text",
        "link_label": _NUMBER,
        "operation": pick(
            53,
            {
                "session_started_s": 40,
                "session_ended_s": 40,
                "authorization": 10,
                "command_created": 5,
                "sign_in_failed": 3,
                "station_changed": 1.9,
                "role_changed": 0.09,
                "webhook_deleted": 0.01,
            },
        ),
        "description": "case when rnd(i, 54) < 0.1 then 'changed by hand ' || i end",
        "arguments": """'{{"connector": 1}}'""",
        "address": "'198.51.100.' || i % 250",
        "user_agent": "'Mozilla/5.0'",
        "result": pick(55, {"done": 97, "refused": 3}),
    },
    "stations": {
        "id": "key_of(i)",
        "number": _NUMBER,
        "key": _NUMBER,
        "name": "'DC CS' || i % 40 || ' «Парковка ' || i || '»'",
        "organization_id": _OWNER,
        "region_id": "key_of(1 + (power(rnd(i, 61), 3) * 80)::bigint)",
        "address": "'ул. Нахимова, ' || i % 300 || ', ' || i % 90",
        "protocol": pick(62, {"1.6": 80, "2.0.1": 15, "native": 5}),
        "kind": "'regular'",
        "operating_mode": "'normal'",
        "maker": words(63, "Pilot", "ABB", "Wallbox"),
        "model": "'M' || i % 40",
        "serial_number": "'SN' || md5(i::text)",
        "factory_number": "'F' || lpad((i * 7919 % 1000003)::text, 7, '0')",
        "is_activated": "rnd(i, 64) < 0.98",
        "is_connected": "rnd(i, 65) < 0.93",
        "last_seen_at": f"{MOMENT} - case when rnd(i, 65) < 0.93 then rnd(i, 66) * interval '5 minutes' "
        "else rnd(i, 66) * interval '300 days' end",
        "booted_at": AT,
        "technical_status": pick(
            67, {"ok": 88, "warning": 4, "out_of_order": 1, "offline": 6.95, "not_configured": 0.05}
        ),
        "logical_status": pick(68, {"working": 95, "client": 4, "out_of_service": 1}),
        "time_zone": "'Europe/Moscow'",
        "connectors": """'[{{"number": 1, "type": "ccs2"}}]'""",
        "told": "'{{}}'",
        "old_secrets": "'[]'",
        "recent_connects": "'[]'",
        "evse_map": "'[]'",
        "created_at": AT,
        "modified_at": AT,
    },
    "connectors": {
        "id": "key_of(i)",
        "station_id": "key_of(k + 1)",
        "number": "1 + (i - 1) % 3",
        "type": pick(3, _TYPES),
        "supply": "'dc'",
        "status": words(69, "available", "in_progress", "error"),
        "is_confirmed": "true",
    },
    "regions": {"id": "key_of(i)", "name": "'Регион ' || i", "time_zone": "'Europe/Moscow'", "parent_id": "null"},
    "commands": {
        **_PLACE,
        "id": "key_of(i)",
        "number": "i",
        "station_serial_number": "'SN' || md5((k + 1)::text)",
        "connector_number": pick(2, _CONNECTORS),
        "kind": pick(71, {"start_session": 45, "stop_session": 45, "soft_reset": 9.99, "hard_reset": 0.01}),
        "status": pick(72, {"succeeded": 90, "failed": 6, "expired": 3.99, "scheduled": 0.01}),
        "created_at": AT,
        "expires_at": f"{AT} + interval '150 seconds'",
        "due_at": f"{AT} + interval '150 seconds'",
        "created_by": "'anna'",
    },
    "incidents": {
        **_PLACE,
        "id": "key_of(i)",
        "connector_number": pick(2, _CONNECTORS),
        "kind": pick(73, {"faulted_connector": 60, "deaf_station": 30, "flapping_connection": 9.9, "clock_drift": 0.1}),
        "severity": pick(73, {"critical": 60, "warning": 39.9, "info": 0.1}),
        "code": "'c' || i",
        "opened_at": AT,
        "resolved_at": f"case when i < {{total}} * 0.998 then {AT} + {_LENGTH} end",
    },
    "deliveries": {
        "id": "key_of(i)",
        "webhook_id": "key_of(1 + (power(rnd(i, 81), 3) * 200)::bigint)",
        "event_id": "key_of(i)",
        "event_type": pick(
            82, {"session.started": 50, "session.ended": 49, "payment.completed": 0.99, "station.created": 0.01}
        ),
        "organization_id": "owner_of((power(rnd(i, 81), 3) * {stations})::bigint, {stations})",
        "status": pick(83, {"delivered": 97, "given_up": 2.9, "failed": 0.09, "pending": 0.01}),
        "attempts": "1",
        "created_at": AT,
        "delivered_at": AT,
    },
    "protocol_log": {
        "at": LATELY,
        "id": "key_of(i)",
        "station_id": "key_of(k + 1)",
        "epoch": "1",
        "direction": words(91, "in", "out"),
        "message_type": pick(92, {"call": 50, "result": 49.99, "error": 0.01}),
        "message_id": "i::text",
        "action": pick(93, {"MeterValues": 70, "Heartbeat": 25, "StatusNotification": 4.9, "FirmwareStatus": 0.1}),
        "raw": '\'[2,"\' || i || \'","MeterValues",{{"connectorId":1,"transactionId":\' || i % 9973 || '
        '\',"meterValue":[{{"sampledValue":[{{"value":"\' || i || \'"}}]}}]}}]\'',
    },
    "station_reports": {
        "received_at": AT,
        "id": "key_of(i)",
        "station_id": "key_of(k + 1)",
        "kind": pick(94, {"device": 60, "climate": 30, "security": 9.9, "firmware": 0.1}),
        "connector_number": pick(2, _CONNECTORS),
        "body": """'{{"state": 7}}'""",
    },
    "connector_status_history": {
        "received_at": AT,
        "id": "key_of(i)",
        "station_id": "key_of(k + 1)",
        "connector_id": "case when i % 20 = 1 then key_of(3) else key_of(3 * k + 1) end",
        "connector_number": "1",
        "at": AT,
        "status": words(95, "available", "in_progress", "error"),
        "controller_status": words(96, "available", "charging", "faulted"),
        "ocpp_status": words(97, "Available", "Charging", "Faulted"),
    },
    "device_variables": {
        "station_id": "key_of(k + 1)",
        "path": "'Configuration/Key' || i",
        "component": "'Configuration'",
        "variable": "'Key' || i",
        "value": "i::text",
        "reported_at": AT,
    },
    "session_vehicles": {
        "session_id": "key_of(i * 10)",
        "uid": "'VEHICLE' || lpad(((rnd(i, 98) * 200000)::int)::text, 6, '0')",
        "told_at": AT,
    },
    "unmatched_facts": {
        "id": "key_of(i)",
        "station_id": "key_of(k + 1)",
        "kind": "'unmatched_end'",
        "state": words(84, "waiting", "joined", "dismissed"),
        "received_at": AT,
    },
    "unknown_stations": {
        "identity": "'seen' || lpad(i::text, 6, '0')",
        "first_seen_at": AT,
        "last_seen_at": AT,
        "offered_protocols": "'[]'",
        "is_dismissed": "rnd(i, 85) < 0.3",
    },
    "tariffs": {
        "id": "key_of(i)",
        "name": "'Тариф ' || i",
        "organization_id": "key_of(1 + i % 200)",
        "connector_types": "array[" + words(87, "ccs2", "type2", "chademo", "gbt_ac") + "]",
        "is_in_force": "rnd(i, 89) < 0.7",
        "priority": "1 + i % 100",
        "free_idle_minutes": "i % 60",
        "user_group_id": "case when i % 5 = 0 then key_of(1 + i % 300) end",
        "station_group_id": "case when i % 7 = 0 then key_of(1 + i % 300) end",
        "price_start": "0",
        "price_kwh": "10 + i % 20",
        "price_minute": "0",
        "price_idle_minute": "i % 10",
    },
    "station_copies": {"id": "key_of(i)", "number": _NUMBER, "organization_id": _OWNER},
    "software_versions": {
        "id": "key_of(i)",
        "station_id": "key_of(k + 1)",
        "version": "'1.' || i / ({total} / 40) || '.' || (rnd(i, 79) * 3)::int",
        "since": AT,
        "until": f"case when i <= {{total}} * 0.75 then {AT} + interval '180 days' end",
    },
    "dead_letters": {"id": "key_of(i)", "consumer": words(86, "one", "other"), "topic": "'sessions'", "offset": "i"},
    "rights": {"code": "'things' || i || ':read'", "declared_by": words(88, "stations-api", "identity-api")},
    "webhooks": {
        "id": "key_of(i)",
        "name": "'Вебхук ' || i",
        "organization_id": "key_of(1 + i % 200)",
        "created_at": AT,
        "modified_at": AT,
    },
}
