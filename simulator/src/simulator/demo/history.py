"""Weeks of charging at the demo's stations, told through the gateway as stations tell what they did while offline."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from simulator.demo.people import drivers
from simulator.demo.places import PREFIX, SEED, Place
from simulator.demo.state import Progress, State
from simulator.history.arrivals import WEEKS
from simulator.history.generate import sessions_of
from simulator.history.network import Station
from simulator.history.write import write_rows
from simulator.protocols import ProtocolName
from simulator.replay.plan import PlannedSession, ReplayPlan, StationPlan, plan_replay
from simulator.replay.runner import ReplaySettings, deliver

SESSIONS = 2400


def first_day(today: date) -> date:
    """The day with which the weeks begin that end yesterday; long stays of the last evening are over by then."""
    return today - timedelta(days=WEEKS * 7 + 1)


def write(folder: Path, places: Iterable[Place], begins: date) -> None:
    """Write the history as a folder of the shared form, unless it is there."""
    stations = [
        Station(place.member.number.removeprefix(PREFIX), place.address, place.member.model) for place in places
    ]
    users = [driver.user for driver in drivers()]
    write_rows(folder, sessions_of(Random(SEED), stations, users, SESSIONS, begins), SEED, PREFIX)


async def tell(settings: ReplaySettings, places: Iterable[Place], state: State, progress: Progress, home: Path) -> None:
    """Tell what was not told yet, protocol by protocol; meters go on from there (`home` keeps them)."""
    assert settings.folder is not None
    plan = plan_replay(settings.folder, settings.seed)
    protocols = {place.member.number: place.member.protocol for place in places}
    for protocol in sorted(set(protocols.values()) - {ProtocolName(name) for name in state.told}):
        own = tuple(station for station in plan.stations if protocols[station.number] is protocol)
        await deliver(replace(settings, protocol=protocol), of_stations(plan, own), progress)
        for station in own:
            keep_registers(home / f"{station.number}.json", station.sessions)
        state.told.append(protocol.value)
        state.save(home)


def of_stations(plan: ReplayPlan, stations: tuple[StationPlan, ...]) -> ReplayPlan:
    """The part of a plan that these stations tell; the cards are those of its sessions."""
    tags = {session.id_tag for station in stations for session in station.sessions}
    users = {user: card for user, card in plan.users.items() if card in tags}
    return replace(plan, stations=stations, users=users)


def keep_registers(file: Path, sessions: Iterable[PlannedSession]) -> None:
    """The memory of a station whose meters stand where its last sessions left them."""
    registers = {str(session.connector_number): session.meter_stop_wh for session in sessions}
    file.write_text(json.dumps({"entries": [], "transaction_ids": {}, "registers": registers}), encoding="utf-8")
