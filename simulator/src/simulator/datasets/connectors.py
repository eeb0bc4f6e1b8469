"""Give every row the number of its connector (1..n in its station)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from simulator.datasets.mapping import DataSet, Numbering
from simulator.datasets.rows import SessionRow

ALWAYS_FREE = datetime.min.replace(tzinfo=UTC)


def number_connectors(rows: Sequence[SessionRow], data_set: DataSet) -> list[int]:
    """Connector numbers, one for each row.

    `rows` must be the whole file in the order of starts, so that a run with a limit numbers alike.
    """
    if data_set.numbering is Numbering.shared:
        return first_free_ports(rows, data_set.ports)
    if data_set.numbering is Numbering.ranked:
        return ranks(rows)
    return [int(row.connector_id) if row.connector_id.isdigit() and int(row.connector_id) else 1 for row in rows]


def ranks(rows: Sequence[SessionRow]) -> list[int]:
    """Numbers in the order of the published names of a station's plugs."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row.station_id].add(row.connector_id)
    number = {station: {name: rank for rank, name in enumerate(sorted(plugs), 1)} for station, plugs in names.items()}
    return [number[row.station_id][row.connector_id] for row in rows]


def first_free_ports(rows: Sequence[SessionRow], ports: int) -> list[int]:
    """The first port that is free at the row's start; when none is, the port that becomes free first (an overlap)."""
    free_at: dict[str, list[datetime]] = defaultdict(lambda: [ALWAYS_FREE] * ports)
    return [take_port(free_at[row.station_id], row) for row in rows]


def take_port(free_at: list[datetime], row: SessionRow) -> int:
    """Choose a port for the row and mark until when it is taken."""
    if row.started_at is None or row.ended_at is None or row.ended_at < row.started_at:
        return 1  # never played: the reason is counted later
    port = next((index for index, free in enumerate(free_at) if free <= row.started_at), None)
    if port is None:
        return free_at.index(min(free_at)) + 1
    free_at[port] = row.ended_at
    return port + 1
