"""From the rows of a folder to what each station has to tell."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from simulator.datasets.connectors import number_connectors
from simulator.datasets.mapping import ConnectorKind, DataSet, data_set_of
from simulator.datasets.rows import SessionRow, read_rows
from simulator.identity import card_number, first_register_wh
from simulator.replay.meters import Meter
from simulator.replay.reasons import PlayableRow, Reason, judge

NOBODY = "anonymous"
HIGH_VOLTAGE_CARS = 5
"""One car of so many, known by its card."""


@dataclass(frozen=True)
class PlannedSession:
    """One session as the station will tell it: times UTC to the second, energy and registers in Wh."""

    session_id: str
    station_number: str
    connector_number: int
    id_tag: str
    started_at: datetime
    ended_at: datetime
    meter_start_wh: int
    energy_wh: int
    soc_start: float | None = None
    soc_end: float | None = None
    meter: Meter | None = None
    """What is told besides; None: energy and power alone."""

    @property
    def meter_stop_wh(self) -> int:
        """Register at the end."""
        return self.meter_start_wh + self.energy_wh


@dataclass(frozen=True)
class StationPlan:
    """A station, its connectors by number, and its sessions in the order of their starts."""

    number: str
    zone: str
    maker: str
    model: str
    site: str
    connectors: dict[int, ConnectorKind]
    sessions: tuple[PlannedSession, ...]


@dataclass(frozen=True)
class ReplayPlan:
    """All that a run will play.

    `users` gives the card number of each user id; `rejected` counts the rows that are not played; `known` holds all
    sessions of the folder, also those beyond the limit (an earlier run may have played them).
    """

    data_set: DataSet
    stations: tuple[StationPlan, ...]
    users: dict[str, str]
    rows: int
    rejected: Counter[Reason]
    known: frozenset[PlannedSession]

    @property
    def sessions(self) -> list[PlannedSession]:
        """The sessions of all stations."""
        return [session for station in self.stations for session in station.sessions]


def plan_replay(folder: Path, seed: str, limit: int | None = None) -> ReplayPlan:
    """Plan the first `limit` rows (all by default) of a folder, in the order of their starts."""
    data_set = data_set_of(folder)
    rows = read_rows(folder, data_set)
    verdicts = list(judge(zip(rows, number_connectors(rows, data_set), strict=True)))
    players = [verdict for verdict in verdicts if isinstance(verdict, PlayableRow)]
    planned = run_registers(players, data_set, seed)
    count = len(rows) if limit is None else min(limit, len(rows))
    chosen = {row.session_id for row in rows[:count]}
    playing = [(player.row, session) for player, session in zip(players, planned, strict=True)
               if player.row.session_id in chosen]  # fmt: skip
    return ReplayPlan(
        data_set=data_set,
        stations=group_stations(playing, data_set, connector_kinds(players)),
        users={user_of(row): session.id_tag for row, session in playing},
        rows=count,
        rejected=Counter(verdict for verdict in verdicts[:count] if isinstance(verdict, Reason)),
        known=frozenset(planned),
    )


def user_of(row: SessionRow) -> str:
    """User id of the row; rows without one share a user."""
    return row.user_id or NOBODY


def run_registers(players: Iterable[PlayableRow], data_set: DataSet, seed: str) -> list[PlannedSession]:
    """Plan each row with the running register of its connector's meter."""
    registers: dict[tuple[str, int], int] = {}
    planned = []
    for player in players:
        number = data_set.station_number(player.row.station_id)
        plug = (number, player.connector_number)
        register = registers.get(plug)
        if register is None:
            register = first_register_wh(seed, *plug)
        registers[plug] = register + player.energy_wh
        card = card_number(seed, data_set.name, user_of(player.row))
        meter = meter_of(player.row, data_set, card) if data_set.measures else None
        planned.append(plan_session(player, number, register, card, meter))
    return planned


def meter_of(row: SessionRow, data_set: DataSet, card: str) -> Meter:
    """The meter of the row's plug."""
    maker = row.model.partition(" ")[0] or data_set.maker
    return Meter(row.kind, maker, is_high_voltage=int(card, 16) % HIGH_VOLTAGE_CARS == 0)


def plan_session(
    player: PlayableRow, station_number: str, register_wh: int, id_tag: str, meter: Meter | None
) -> PlannedSession:
    """One row with its register and card."""
    return PlannedSession(
        session_id=player.row.session_id,
        station_number=station_number,
        connector_number=player.connector_number,
        id_tag=id_tag,
        started_at=player.started_at,
        ended_at=player.ended_at,
        meter_start_wh=register_wh,
        energy_wh=player.energy_wh,
        soc_start=player.row.soc_start,
        soc_end=player.row.soc_end,
        meter=meter,
    )


def connector_kinds(players: Iterable[PlayableRow]) -> dict[str, dict[int, ConnectorKind]]:
    """Connectors of each station id, 1 to the highest number seen; the first row of a plug names its kind."""
    seen: dict[str, dict[int, ConnectorKind]] = defaultdict(dict)
    for player in players:
        seen[player.row.station_id].setdefault(player.connector_number, player.row.kind)
    return {station: without_gaps(kinds) for station, kinds in seen.items()}


def without_gaps(kinds: dict[int, ConnectorKind]) -> dict[int, ConnectorKind]:
    """A plug that no row uses is like the lowest that is used."""
    lowest = kinds[min(kinds)]
    return {number: kinds.get(number, lowest) for number in range(1, max(kinds) + 1)}


def group_stations(
    playing: Sequence[tuple[SessionRow, PlannedSession]],
    data_set: DataSet,
    kinds: dict[str, dict[int, ConnectorKind]],
) -> tuple[StationPlan, ...]:
    """Stations in the order of their first session."""
    groups: dict[str, list[tuple[SessionRow, PlannedSession]]] = defaultdict(list)
    for row, session in playing:
        groups[row.station_id].append((row, session))
    return tuple(
        plan_station(data_set, pairs[0][0], kinds[station_id], [session for _, session in pairs])
        for station_id, pairs in groups.items()
    )


def plan_station(
    data_set: DataSet, first: SessionRow, connectors: dict[int, ConnectorKind], sessions: list[PlannedSession]
) -> StationPlan:
    """A station as its first row describes it."""
    maker, _, model = first.model.partition(" ")
    return StationPlan(
        number=data_set.station_number(first.station_id),
        zone=first.zone,
        maker=maker or data_set.maker,
        model=model or "Replay",
        site=first.site,
        connectors=connectors,
        sessions=tuple(sessions),
    )
