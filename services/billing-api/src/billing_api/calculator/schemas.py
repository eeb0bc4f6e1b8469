"""The calculator on the wire."""

from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from billing_api.pricing.breakdown import Group
from billing_api.tariffs.schemas import TariffCreate


class CalculationRequest(BaseModel):
    """A session and either a tariff that is saved or the terms of one that is not."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "session_id": "0199e0a4-7c00-7000-8000-00000000002a",
                "tariff": {"name": "Ночной", "price_kwh": "11.00", "connector_types": ["ccs2"]},
            }
        },
    )

    session_id: UUID
    tariff_id: UUID | None = None
    tariff: TariffCreate | None = None

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if (self.tariff_id is None) == (self.tariff is None):
            raise PydanticCustomError("one_of", "send tariff_id or tariff")
        return self


class CalculationRead(BaseModel):
    """`groups` as in a charge. `charged_amount` is what the session costs under the tariffs that applied to it.

    `obstacles`: why the tariff would not have priced this session in truth (`not_in_force`, `connector_type`,
    `user_group`, `station_group`, `validity`); its price is calculated all the same.
    """

    session_id: UUID
    tariff_id: UUID | None
    currency: Annotated[str, Field(examples=["RUB"])]
    amount: Annotated[Decimal, Field(examples=["264.00"])]
    charged_amount: Annotated[Decimal, Field(examples=["264.00"])]
    groups: list[Group]
    obstacles: Annotated[list[str], Field(examples=[[]])]
