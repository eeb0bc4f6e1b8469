"""The terms of a tariff: everything that a person may change, and the rules between the fields (TAR-028..050)."""

from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from billing_api.pricing.tariff import Periodicity, Prices


class ConnectorType(StrEnum):
    """ENU-015..022; `unknown` is a connector that a station showed by itself and nobody has confirmed."""

    type1 = "type1"
    type2 = "type2"
    gbt_ac = "gbt_ac"
    gbt = "gbt"
    chademo = "chademo"
    ccs2 = "ccs2"
    tesla = "tesla"
    unknown = "unknown"


def _each_once(items: list[int]) -> list[int]:
    return sorted(set(items))


def _types_once(items: list[ConnectorType]) -> list[ConnectorType]:
    return list(dict.fromkeys(items))


Weekdays = Annotated[list[Annotated[int, Field(ge=1, le=7)]], AfterValidator(_each_once)]
ConnectorTypes = Annotated[list[ConnectorType], Field(min_length=1), AfterValidator(_types_once)]


class TariffTerms(Prices):
    """Moments are half open: [valid_from, valid_to). Window times are of the station's region."""

    name: Annotated[str, Field(min_length=1, max_length=250)]
    is_in_force: bool = True
    periodicity: Periodicity = Periodicity.permanent
    valid_from: AwareDatetime
    valid_to: AwareDatetime | None = None
    window_start: time | None = None
    window_end: time | None = None
    weekdays: Weekdays = Field(default_factory=list)
    """ISO weekdays: 1 = Monday … 7 = Sunday."""
    connector_types: ConnectorTypes
    priority: Annotated[int, Field(ge=1, le=1000)] = 100
    user_group_id: UUID | None = None
    station_group_id: UUID | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to precedes valid_from")
        if self.minimum is not None and self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("maximum is below minimum")
        has_window = self.window_start is not None and self.window_end is not None
        if self.periodicity is not Periodicity.permanent and not has_window:
            raise ValueError("window_start and window_end are required")
        if self.periodicity is Periodicity.weekly and not self.weekdays:
            raise ValueError("weekdays are required")
        return self

    def acts_between(self, start: datetime, end: datetime | None) -> bool:
        """Whether the validity meets [start, end)."""
        return (self.valid_to is None or start < self.valid_to) and (end is None or self.valid_from < end)


SINCE_EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Start of validity of what is meant to price every session, however late it is delivered."""
