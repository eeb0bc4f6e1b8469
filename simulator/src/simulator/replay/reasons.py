"""Which rows a meter can have made; all others are counted by reason, never dropped in silence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from simulator.datasets.rows import SessionRow

# Most sets publish times to the minute, so a short session can begin and end at the same time; no plug of these sets
# gives more than this within one minute.
MOST_WH_IN_NO_TIME = 1000


class Reason(StrEnum):
    """Why a row is not played. A row that has several is counted under the first of this list."""

    no_start = "no_start"
    no_end = "no_end"
    no_energy = "no_energy"
    negative_energy = "negative_energy"
    end_before_start = "end_before_start"
    zero_duration = "zero_duration"  # and more energy than a minute can bring; with less such a row is played
    same_start = "same_start"
    overlap = "overlap"


@dataclass(frozen=True)
class PlayableRow:
    """A row that a meter can have made: the values that may be missing in `SessionRow` are there."""

    row: SessionRow
    connector_number: int
    started_at: datetime
    ended_at: datetime
    energy_wh: int


def judge(rows: Iterable[tuple[SessionRow, int]]) -> Iterator[PlayableRow | Reason]:
    """One verdict a row, in order. The pairs (row, connector number) come in the order of (start, session id).

    A connector has one plug: of rows that begin at the same second the first by session id is played and the others
    are `same_start`; a row that begins before the last played one of its connector has ended is `overlap`.
    """
    last: dict[tuple[str, int], PlayableRow] = {}
    for row, connector_number in rows:
        plug = (row.station_id, connector_number)
        verdict = verdict_of(row, connector_number, last.get(plug))
        if isinstance(verdict, PlayableRow):
            last[plug] = verdict
        yield verdict


def verdict_of(row: SessionRow, connector_number: int, before: PlayableRow | None) -> PlayableRow | Reason:
    """Verdict on one row, given the last played one of the same connector."""
    player = with_all_values(row, connector_number)
    if isinstance(player, Reason):
        return player
    return contradiction(player) or collision(player, before) or player


def with_all_values(row: SessionRow, connector_number: int) -> PlayableRow | Reason:
    """The row, if no value is missing."""
    if row.started_at is None:
        return Reason.no_start
    if row.ended_at is None:
        return Reason.no_end
    if row.energy_wh is None:
        return Reason.no_energy
    return PlayableRow(row, connector_number, row.started_at, row.ended_at, row.energy_wh)


def contradiction(player: PlayableRow) -> Reason | None:
    """The reason that lies in the row's own values."""
    if player.energy_wh < 0:
        return Reason.negative_energy
    if player.ended_at < player.started_at:
        return Reason.end_before_start
    if player.ended_at == player.started_at and player.energy_wh > MOST_WH_IN_NO_TIME:
        return Reason.zero_duration
    return None


def collision(player: PlayableRow, before: PlayableRow | None) -> Reason | None:
    """The reason that lies in the session before it on the same connector."""
    if before is None or player.started_at > before.ended_at:
        return None
    if player.started_at == before.started_at:
        return Reason.same_start
    return Reason.overlap if player.started_at < before.ended_at else None
