"""Tariffs on the wire."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from billing_api.pricing.tariff import Money, Periodicity
from billing_api.tariffs.models import Tariff
from billing_api.tariffs.terms import ConnectorTypes, TariffDraft, TariffTerms, Weekdays


class TariffCreate(TariffDraft):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"name": "Ночной", "price_kwh": "11.00", "connector_types": ["ccs2"], "periodicity": "permanent"}
        },
    )

    organization_id: UUID | None = None
    """Default: the caller's own, else the root organisation."""


class TariffUpdate(BaseModel):
    """Only what is sent changes; the terms as a whole must still fit together."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"price_kwh": "24.00", "priority": 50}})

    name: str | None = None
    is_in_force: bool | None = None
    periodicity: Periodicity | None = None
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = None
    window_start: time | None = None
    window_end: time | None = None
    weekdays: Weekdays | None = None
    connector_types: ConnectorTypes | None = None
    priority: int | None = None
    user_group_id: UUID | None = None
    station_group_id: UUID | None = None
    price_start: Money | None = None
    price_kwh: Money | None = None
    price_minute: Money | None = None
    price_idle_minute: Money | None = None
    free_idle_minutes: int | None = None
    minimum: Money | None = None
    maximum: Money | None = None


class TariffWarning(BaseModel):
    """`same_priority`: another tariff acts at the same time with the same rank; the one changed last wins (TAR-005)."""

    code: Annotated[str, Field(examples=["same_priority"])]
    params: dict[str, Any]


class TariffCopy(BaseModel):
    """Without a name the copy takes the original's with «(2)»."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"name": "Ночной, выходные"}})

    name: Annotated[str | None, Field(min_length=1, max_length=250)] = None


class TariffRead(TariffTerms):
    """A tariff; `warnings` are filled in answers to a save."""

    id: UUID
    organization_id: UUID
    revision: int
    created_at: datetime
    updated_at: Annotated[datetime, Field(validation_alias="modified_at")]
    price_start: Annotated[Decimal, Field(examples=["0.00"])]
    price_kwh: Annotated[Decimal, Field(examples=["22.00"])]
    price_minute: Annotated[Decimal, Field(examples=["0.00"])]
    price_idle_minute: Annotated[Decimal, Field(examples=["0.00"])]
    user_group_name: Annotated[str | None, Field(examples=["Такси"])] = None
    station_group_name: Annotated[str | None, Field(examples=["Станции по 19р по всем коннекторам"])] = None
    warnings: list[TariffWarning] = Field(default_factory=list)


_NO_GROUP = UUID(int=0)


def with_group_names(tariffs: Sequence[Tariff], names: Mapping[UUID, str]) -> list[TariffRead]:
    """As they are read, with the names of their groups (TAR-017, TAR-018)."""
    return [
        TariffRead.model_validate(one).model_copy(
            update={
                "user_group_name": names.get(one.user_group_id or _NO_GROUP),
                "station_group_name": names.get(one.station_group_id or _NO_GROUP),
            }
        )
        for one in tariffs
    ]


class TariffQuery(ListQuery):
    q: Annotated[
        str | None,
        Field(min_length=3, max_length=250),
        Where(lambda text: Tariff.name.icontains(text, autoescape=True)),
    ] = None
    is_in_force: Annotated[bool | None, Where(Tariff.is_in_force.is_)] = None
    organization_id: Annotated[UUID | None, Where(lambda value: Tariff.organization_id == value)] = None
