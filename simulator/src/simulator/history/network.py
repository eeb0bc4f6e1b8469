"""The stations and users of a generated network."""

from dataclasses import dataclass
from random import Random

from simulator.cars.catalogue import catalogue
from simulator.cars.curve import Car
from simulator.datasets.mapping import ConnectorKind

SESSIONS_PER_STATION = 12
SESSIONS_PER_USER = 5
COMMUTER_SHARE = 0.6


@dataclass(frozen=True)
class StationModel:
    """What a maker sells: the plugs in the order of their numbers, and whether people stay for hours."""

    maker: str
    name: str
    plugs: tuple[ConnectorKind, ...]
    power_limit_w: int
    """Of the whole station: its plugs share it."""

    def plug(self, number: int) -> ConnectorKind:
        """The plug with that number (from 1)."""
        return self.plugs[number - 1]


@dataclass(frozen=True)
class Station:
    """A station of the generated network."""

    id: str
    site: str
    model: StationModel


@dataclass(frozen=True)
class User:
    """A user with a car; `is_commuter` says that they arrive in the morning or evening rather than at any time."""

    id: str
    car: Car
    is_commuter: bool


DC_60 = ConnectorKind("", "ccs2", 60_000)
DC_120 = ConnectorKind("", "ccs2", 120_000)
CHADEMO = ConnectorKind("", "chademo", 50_000)
GBT = ConnectorKind("", "gbt", 60_000)
AC_22 = ConnectorKind("", "type2", 22_000)
AC_7 = ConnectorKind("", "type2", 7_400)

MODELS = (
    StationModel("Voltera", "Fast 60", (DC_60, CHADEMO, AC_22), 120_000),
    StationModel("Voltera", "Fast 120", (DC_120, DC_120), 180_000),
    StationModel("Energomir", "Duo 22", (AC_22, AC_22), 44_000),
    StationModel("Energomir", "East 60", (GBT, DC_60), 90_000),
    StationModel("Parkset", "Mono 7", (AC_7,), 7_400),
)
MODEL_WEIGHTS = (3, 2, 4, 1, 2)
SITES = ("Station square", "Riverside mall", "North car park", "City library", "Ring road, km 14", "Office park",
         "Stadium", "Old market", "Airport P2", "University")  # fmt: skip


def make_stations(random: Random, seed: int, sessions: int) -> tuple[Station, ...]:
    """As many stations as the sessions ask for; seed and number are part of their ids, so that histories do not mix."""
    count = max(2, sessions // SESSIONS_PER_STATION)
    models = random.choices(MODELS, weights=MODEL_WEIGHTS, k=count)
    return tuple(
        Station(id=f"{seed}-{sessions}-{number:03d}", site=SITES[number % len(SITES)], model=model)
        for number, model in enumerate(models, 1)
    )


def make_users(random: Random, sessions: int) -> tuple[User, ...]:
    """Users with cars of the catalogue."""
    count = max(3, sessions // SESSIONS_PER_USER)
    return tuple(
        User(id=f"U{number:04d}", car=random.choice(catalogue()), is_commuter=random.random() < COMMUTER_SHARE)
        for number in range(1, count + 1)
    )
