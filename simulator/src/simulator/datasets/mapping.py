"""What one data set needs beyond the shared column names: a small TOML file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

MAPPINGS = Path(__file__).with_name("mappings")
OWN_MAPPING = "mapping.toml"
PREFIX_LENGTH = 8


class Numbering(StrEnum):
    """How a row finds the number of its connector."""

    published = "published"  # the column is the number
    ranked = "ranked"  # the column is a name; numbers follow the order of the names at the station
    shared = "shared"  # the column is missing; the first free one of `ports` is taken


@dataclass(frozen=True)
class ConnectorKind:
    """Type (code of ENU-015..ENU-022) and highest power in W of connectors whose row contains `contains`."""

    contains: str
    type: str
    max_power_w: int


DEFAULT_KIND = ConnectorKind("", "type2", 22_000)


@dataclass(frozen=True)
class DataSet:
    """A mapping file, read.

    `zone` stands in where a row names none; `columns` gives the file's name for a shared column that is called
    otherwise; `kind_column` is the column that `kinds` look into (first match wins). `model_column` holds maker and
    model of the station ("Voltera Fast 60"), `maker` stands in where there is none; `site_column` says where it is.
    `measures`: the stations tell current, voltage and more, as meters of their maker do; what was published is energy.
    """

    name: str
    prefix: str
    numbering: Numbering = Numbering.published
    ports: int = 1
    zone: str = "UTC"
    maker: str = "Simulator"
    model_column: str = ""
    site_column: str = ""
    kind_column: str = ""
    kinds: tuple[ConnectorKind, ...] = ()
    measures: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, shared_name: str) -> str:
        """The file's own name of a shared column."""
        return self.columns.get(shared_name, shared_name)

    def kind(self, text: str) -> ConnectorKind:
        """The first kind whose pattern occurs in the text of the row."""
        return next((kind for kind in self.kinds if kind.contains in text), DEFAULT_KIND)

    def station_number(self, station_id: str) -> str:
        """Number of the station in the product: letters and digits only, the same at every run."""
        return self.prefix + re.sub(r"[^A-Za-z0-9]", "", station_id).upper()


def data_set_of(folder: Path) -> DataSet:
    """Mapping of a folder: its own `mapping.toml`, else the package's file of its name, else only the shared form."""
    own = folder / OWN_MAPPING
    packaged = MAPPINGS / f"{folder.name}.toml"
    for path in (own, packaged):
        if path.is_file():
            return read_mapping(path)
    name = folder.name.removeprefix("sessions-")
    return DataSet(name=name, prefix=re.sub(r"[^A-Za-z0-9]", "", name).upper()[:PREFIX_LENGTH])


def read_mapping(path: Path) -> DataSet:
    """Read one TOML file.

    Raises:
        TypeError: a key that is not a field of `DataSet`.

    """
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = tuple(ConnectorKind(**kind) for kind in document.pop("kinds", ()))
    numbering = Numbering(document.pop("numbering", Numbering.published))
    return DataSet(kinds=kinds, numbering=numbering, **document)
