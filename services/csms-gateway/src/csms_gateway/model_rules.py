"""What models of chargers cannot take, or do otherwise (quirks A2, F14, T16, S2, S3, S5, S7).

Rules are data: some are built in, an operator adds his own by the setting MODEL_RULES, and the first that fits counts.
"""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final, Literal, Self

import msgspec

_VOLTS: Final = 230
_BYTES: Final = re.compile(r"[0-9A-Fa-f]+")


class ModelRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`models` is a pattern with * and ? over "maker model", in any case; what is left out is as the standard says."""

    models: str = "*"
    pause_after_stop: float = 0.0
    """Seconds between the end of a transaction and the next remote start: sooner it gives no power (T16)."""
    answer_seconds: float = 0.0
    """How long it may take over an answer; 0: as long as the setting COMMAND_TIMEOUT says (F14)."""
    reverses_tags: bool = False
    """Its readers tell the bytes of a card's number from the last to the first (A2)."""
    takes_profiles: bool = True
    """Whether it understands charging profiles at all (S5)."""
    profile_kind: Literal["Absolute", "Relative"] = "Absolute"
    """Of the profile of a limit: some take relative ones only (S2)."""
    limit_unit: Literal["W", "A"] = "W"
    phases: int = 3
    least_a: float = 0.0
    """Limits below this are not understood; they are sent as 0 (S3)."""
    nothing: float = 0.0
    """What is sent for no power at all: some take a plain 0 for an error (S3)."""
    transports: tuple[str, ...] = ()
    """Schemes of addresses that it can fetch from and send to; empty: any (S7)."""
    longest_location: int = 0
    """Characters of such an address; 0: as many as the schema allows (S7)."""

    def tag(self, told: str) -> str:
        """The number of a card as everybody else reads it; what is no row of bytes stays as it is told."""
        text = told.strip()
        if not self.reverses_tags or len(text) % 2 or not _BYTES.fullmatch(text):
            return told
        return "".join(text[place : place + 2] for place in range(len(text) - 2, -1, -2))

    def limit(self, watts: float) -> tuple[str, float]:
        """Unit and number of a power limit, one decimal at most (quirk S4)."""
        amperes = watts / (_VOLTS * self.phases)
        if watts <= 0 or amperes < self.least_a:
            return self.limit_unit, self.nothing
        return ("W", watts) if self.limit_unit == "W" else ("A", int(amperes * 10) / 10)

    def schedule_start(self, at: str) -> dict[str, str]:
        """A relative schedule begins with its transaction."""
        return {"startSchedule": at} if self.profile_kind == "Absolute" else {}

    def objection(self, location: str) -> str | None:
        """Why it could not use an address; None when nothing is known against it."""
        scheme = location.partition(":")[0].lower()
        if self.transports and scheme not in self.transports:
            return f"this model takes addresses by {', '.join(self.transports)} only"
        if self.longest_location and len(location) > self.longest_location:
            return f"this model takes addresses of {self.longest_location} characters at most"
        return None


ANY: Final = ModelRule()
BUILT_IN: Final = (
    ModelRule(models="foxess *", pause_after_stop=30.0, takes_profiles=False),
    ModelRule(models="actec *", limit_unit="A", least_a=6.0),
)
_READ: Final = msgspec.json.Decoder(tuple[ModelRule, ...])


class ModelRules:
    """All rules of this process."""

    def __init__(self, rules: Sequence[ModelRule]) -> None:
        self._rules = rules
        self.of = lru_cache(maxsize=4096)(self._find)

    @classmethod
    def read(cls, text: str) -> Self:
        """From the setting, a JSON list, with those that are built in behind it. Raises ValueError when it is none."""
        return cls((*(_READ.decode(text) if text.strip() else ()), *BUILT_IN))

    def _find(self, maker: str, model: str) -> ModelRule:
        """The first rule whose pattern fits."""
        name = f"{maker} {model}".strip().lower()
        return next((rule for rule in self._rules if fnmatchcase(name, rule.models.lower())), ANY)
