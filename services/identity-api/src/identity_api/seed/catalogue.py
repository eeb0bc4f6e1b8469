"""Reads catalogue.toml: which rights are our own, and what the first roles may do."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class RightSeed:
    code: str
    description_ru: str
    description_en: str
    opens_dashboard: bool
    page: str | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    rights: Sequence[RightSeed]
    roles: Mapping[str, frozenset[str]]
    """Role name → codes of its rights, those of other services too."""

    @property
    def named(self) -> frozenset[str]:
        """All codes that a role names."""
        return frozenset().union(*self.roles.values())


def read_catalogue() -> Catalogue:
    tables = tomllib.loads(files("identity_api.seed").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    pages = tables["pages"]
    rights = [
        RightSeed(code, ru, en, opens_dashboard=True, page=pages.get(noun := code.partition(":")[0], noun))
        for code, (ru, en) in tables["rights"].items()
    ]
    rights += [
        RightSeed(code, f"Право - {code}", f"Right - {code}", opens_dashboard=False, page=None)
        for code in tables["station_rights"]["codes"]
    ]
    named = {name: frozenset(codes) - {EVERYTHING} for name, codes in tables["roles"].items()}
    own = frozenset(right.code for right in rights)
    roles = {name: codes | own if EVERYTHING in tables["roles"][name] else codes for name, codes in named.items()}
    return Catalogue(rights, roles)
