"""Where the stations of the demo stand; forty of them, the same ones in every installation."""

from dataclasses import dataclass
from random import Random

from simulator.fleet.plan import Member, spread
from simulator.history.network import MODEL_WEIGHTS, MODELS
from simulator.protocols import ProtocolName

SEED = 40
STATIONS = 40
PREFIX = "SC"
MIX = {ProtocolName.ocpp16: 60.0, ProtocolName.ocpp201: 25.0, ProtocolName.native: 15.0}


@dataclass(frozen=True)
class City:
    """A region of the network with its streets; every street has stations at even house numbers."""

    name: str
    streets: tuple[str, ...]


CITIES = (
    City(
        "Москва",
        ("Ленинградский проспект", "улица Профсоюзная", "Варшавское шоссе", "проспект Мира", "Сколковское шоссе"),
    ),
    City("Казань", ("улица Баумана", "проспект Победы", "улица Чистопольская", "Оренбургский тракт")),
    City("Сочи", ("Курортный проспект", "улица Виноградная", "Олимпийский проспект")),
)
OPERATORS = ("ЭлектроСеть", "Зелёный путь", "Городские парковки")


@dataclass(frozen=True)
class Place:
    """A station of the demo with what the form of a station asks for besides."""

    member: Member
    city: str
    operator: str

    @property
    def address(self) -> str:
        """City and street, as a driver would look it up."""
        return f"{self.city}, {self.member.site}"


def number_of(position: int) -> str:
    """Number of the station at a position (from 1)."""
    return f"{PREFIX}{position:03d}"


def places() -> tuple[Place, ...]:
    """The stations: makers, models and protocols mixed, spread over cities and operators."""
    random = Random(SEED)
    models = random.choices(MODELS, weights=MODEL_WEIGHTS, k=STATIONS)
    protocols = spread(STATIONS, MIX)
    return tuple(
        _place(position, Member(number_of(position), protocol, model, ""))
        for position, (protocol, model) in enumerate(zip(protocols, models, strict=True), 1)
    )


def _place(position: int, member: Member) -> Place:
    city = CITIES[position % len(CITIES)]
    street = city.streets[position // len(CITIES) % len(city.streets)]
    site = f"{street}, {2 * position}"
    return Place(
        Member(member.number, member.protocol, member.model, site), city.name, OPERATORS[position % len(OPERATORS)]
    )
