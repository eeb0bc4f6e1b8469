"""One evening at one station, told by an example of each event type: ids and times fit together."""

from collections.abc import Mapping
from typing import Any

STATION, SESSION, COMMAND = (
    "0199e0a4-7c00-7000-8000-000000000001",
    "0199e0a4-7c00-7000-8000-000000000002",
    "0199e0a4-7c00-7000-8000-000000000003",
)
_AT_STATION = {"station_id": STATION}
_SESSION = {"session_id": SESSION, **_AT_STATION, "started_at": "2026-11-25T18:02:05Z"}
_BEGUN = {"started_at": "2026-11-25T18:02:34Z", "ended_at": None, "meter_start_wh": 3_176_370, "meter_stop_wh": None}
_RUNNING = {**_SESSION, "state": "active", "is_open": True, "ended_at": None}
_ENDED = {**_BEGUN, "ended_at": "2026-11-25T18:40:48Z", "meter_stop_wh": 3_221_580}
_INCIDENT = {"incident_id": "0199e0a4-7c00-7000-8000-000000000006", **_AT_STATION, "opened_at": "2026-11-25T21:14:00Z"}
_COMMAND = {"command_id": COMMAND, **_AT_STATION, "created_at": "2026-11-25T18:02:01Z"}

DATA: Mapping[str, Mapping[str, Any]] = {
    "station.connected": _AT_STATION,
    "station.disconnected": _AT_STATION,
    "station.booted": _AT_STATION,
    "connector.status_changed": _AT_STATION,
    "session.started": {**_RUNNING, "revision": 1, "state": "ready", "energy_wh": 0, "transaction": None},
    "session.updated": {**_RUNNING, "revision": 4, "energy_wh": 21_300, "transaction": _BEGUN},
    "session.ended": {**_SESSION, "is_open": False, "ended_at": "2026-11-25T18:41:08Z", "transaction": _ENDED},
    "charge.priced": {"charge_id": "0199e0a4-7c00-7000-8000-000000000004", "session_id": SESSION},
    "payment.changed": {"payment_id": "0199e0a4-7c00-7000-8000-000000000005", "session_id": SESSION},
    "command.created": {**_COMMAND, "revision": 1, "status": "scheduled", "result_code": None, "observed_at": None},
    "command.changed": {**_COMMAND, "observed_at": "2026-11-25T18:02:06Z"},
    "incident.opened": {**_INCIDENT, "resolved_at": None},
    "incident.resolved": {**_INCIDENT, "resolved_at": "2026-11-25T21:36:00Z"},
}
"""What the form of a field alone does not tell; the rest comes from the fields' own examples."""

TOLD_AT: Mapping[str, str] = {
    "station.connected": "2026-11-25T17:59:58Z",
    "station.booted": "2026-11-25T17:59:59Z",
    "command.created": "2026-11-25T18:02:01Z",
    "session.started": "2026-11-25T18:02:05Z",
    "command.changed": "2026-11-25T18:02:06Z",
    "connector.status_changed": "2026-11-25T18:02:36Z",
    "session.updated": "2026-11-25T18:20:34Z",
    "session.ended": "2026-11-25T18:41:08Z",
    "charge.priced": "2026-11-25T18:41:09Z",
    "payment.changed": "2026-11-25T18:41:11Z",
    "station.disconnected": "2026-11-25T21:13:00Z",
    "incident.opened": "2026-11-25T21:14:00Z",
    "incident.resolved": "2026-11-25T21:36:00Z",
}
