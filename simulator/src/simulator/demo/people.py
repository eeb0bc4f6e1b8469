"""Who charges at the demo's stations and who works with them."""

from dataclasses import dataclass
from random import Random

from simulator.cars.catalogue import catalogue
from simulator.demo.places import SEED
from simulator.history.network import COMMUTER_SHARE, User
from simulator.identity import card_number

DATA_SET = f"generated-{SEED}"
"""Name of the history's data set: card numbers derive from it."""
LAST_NAMES = ("Волков", "Орлов", "Лебедев", "Соколов", "Морозов", "Киселёв", "Громов", "Белов", "Тихонов", "Макаров")
FIRST_NAMES = ("Алексей", "Дмитрий", "Павел", "Илья", "Роман", "Сергей")
DRIVERS = len(LAST_NAMES) * len(FIRST_NAMES)


@dataclass(frozen=True)
class Driver:
    """A person with a card; `car` and habits are those of the generated history."""

    login: str
    first_name: str
    last_name: str
    phone: str
    user: User


@dataclass(frozen=True)
class Colleague:
    """Somebody of the operator's staff."""

    login: str
    role: str
    first_name: str
    last_name: str


STAFF = (
    Colleague("dispatcher", "dispatcher", "Марина", "Иванова"),
    Colleague("accountant", "finance", "Ольга", "Петрова"),
    Colleague("guest", "viewer", "Антон", "Смирнов"),
    Colleague("technician", "technik", "Виктор", "Кузнецов"),
)


def drivers() -> tuple[Driver, ...]:
    """The drivers, the same ones in every installation."""
    random = Random(SEED)
    names = [(first, last) for last in LAST_NAMES for first in FIRST_NAMES]
    return tuple(_driver(random, number, first, last) for number, (first, last) in enumerate(names, 1))


def _driver(random: Random, number: int, first_name: str, last_name: str) -> Driver:
    user = User(f"D{number:03d}", random.choice(catalogue()), random.random() < COMMUTER_SHARE)
    return Driver(f"driver{number:03d}", first_name, last_name, f"+7900{number:07d}", user)


def cards(secret_seed: str) -> dict[str, str]:
    """Card number of each driver, by the id under which the history knows them."""
    return {driver.user.id: card_number(secret_seed, DATA_SET, driver.user.id) for driver in drivers()}
