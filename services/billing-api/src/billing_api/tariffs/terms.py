"""The terms of a tariff: everything that a person may change, and the rules between the fields (TAR-028..050)."""

from datetime import UTC, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

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


class TariffDraft(Prices):
    """Terms as a person writes them: an empty `valid_from` means from now on (TAR-049).

    Moments are half open: [valid_from, valid_to). Window times are of the station's region (TAR-053); a window whose
    start is not before its end reaches over midnight (TAR-048).
    """

    name: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=250), Field(examples=["Ночной"])
    ]
    is_in_force: bool = True
    periodicity: Periodicity = Periodicity.permanent
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = None
    window_start: Annotated[time | None, Field(validate_default=True)] = None
    window_end: Annotated[time | None, Field(validate_default=True)] = None
    weekdays: Weekdays = Field(default_factory=list, validate_default=True)
    """ISO weekdays: 1 = Monday … 7 = Sunday."""
    connector_types: ConnectorTypes
    priority: Annotated[int, Field(ge=1, le=1000)] = 100
    user_group_id: UUID | None = None
    station_group_id: UUID | None = None

    @field_validator("valid_to")
    @classmethod
    def _ends_after_start(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        start = info.data.get("valid_from")
        if value is not None and start is not None and value < start:
            raise PydanticCustomError("precedes_start", "valid_to precedes valid_from")
        return value

    @field_validator("maximum")
    @classmethod
    def _is_not_below_minimum(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        least = info.data.get("minimum")
        if value is not None and least is not None and value < least:
            raise PydanticCustomError("below_minimum", "maximum is below minimum")
        return value

    @field_validator("window_start", "window_end")
    @classmethod
    def _has_window(cls, value: time | None, info: ValidationInfo) -> time | None:
        if value is None and info.data.get("periodicity") in {Periodicity.daily, Periodicity.weekly}:
            raise PydanticCustomError("required", "a daily or weekly tariff has a window")
        return value

    @field_validator("weekdays")
    @classmethod
    def _has_weekdays(cls, value: list[int], info: ValidationInfo) -> list[int]:
        if not value and info.data.get("periodicity") is Periodicity.weekly:
            raise PydanticCustomError("required", "a weekly tariff has weekdays")
        return value


class TariffTerms(TariffDraft):
    """Terms as they are saved."""

    valid_from: AwareDatetime

    def acts_between(self, start: datetime, end: datetime | None) -> bool:
        """Whether the validity meets [start, end)."""
        return (self.valid_to is None or start < self.valid_to) and (end is None or self.valid_from < end)


SINCE_EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Start of validity of what is meant to price every session, however late it is delivered."""
