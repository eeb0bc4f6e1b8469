"""Which stations a fleet has: models, protocols, cards; the same seed gives the same fleet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from simulator.history.network import MODEL_WEIGHTS, MODELS, SITES, StationModel
from simulator.identity import card_number
from simulator.protocols import ProtocolName
from simulator.replay.plan import StationPlan

ZONE = "Europe/Moscow"
DEFAULT_MIX = "ocpp16=60,ocpp201=30,native=10"


@dataclass(frozen=True)
class Member:
    """One station of the fleet."""

    number: str
    protocol: ProtocolName
    model: StationModel
    site: str

    @property
    def plan(self) -> StationPlan:
        """The station as it is created through the REST API."""
        plugs = dict(enumerate(self.model.plugs, 1))
        return StationPlan(self.number, ZONE, self.model.maker, self.model.name, self.site, plugs, ())


def parse_mix(text: str) -> dict[ProtocolName, float]:
    """Weights by protocol of `ocpp16=60,ocpp201=30`.

    Raises:
        ValueError: no such protocol, or no weight.

    """
    pairs = (pair.partition("=") for pair in text.split(",") if pair.strip())
    mix = {ProtocolName(name.strip()): float(weight) for name, _, weight in pairs}
    if not any(mix.values()):
        message = f"{text!r} gives no protocol a weight"
        raise ValueError(message)
    return mix


def members(count: int, mix: Mapping[ProtocolName, float], seed: int) -> list[Member]:
    """So many stations; protocols in the proportions of the mix, as exactly as the number allows."""
    random = Random(seed)
    models = random.choices(MODELS, weights=MODEL_WEIGHTS, k=count)
    names = spread(count, mix)
    return [
        Member(f"FLEET{seed}N{number:04d}", protocol, model, SITES[number % len(SITES)])
        for number, (protocol, model) in enumerate(zip(names, models, strict=True), 1)
    ]


def spread(count: int, mix: Mapping[ProtocolName, float]) -> Iterable[ProtocolName]:
    """Each next station gets the protocol that lacks most."""
    total, given = sum(mix.values()), dict.fromkeys(mix, 0)
    for number in range(1, count + 1):
        name = max(mix, key=lambda item: mix[item] / total * number - given[item])
        given[name] += 1
        yield name


def cards(count: int, seed: int, secret_seed: str) -> dict[str, str]:
    """Card numbers by user id."""
    return {f"{seed}-{user}": card_number(secret_seed, "fleet", f"{seed}-{user}") for user in range(1, count + 1)}
