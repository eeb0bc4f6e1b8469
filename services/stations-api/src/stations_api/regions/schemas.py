from functools import cache
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("not a time zone of the IANA database")
    return name


class RegionCreate(BaseModel):
    """`time_zone`: IANA name, such as Europe/Moscow."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"name": "Урал", "time_zone": "Asia/Yekaterinburg"}}
    )

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    parent_id: UUID | None = None
    time_zone: Annotated[str, AfterValidator(_known_zone)]


class RegionRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    parent_id: UUID | None
    time_zone: str
    revision: int
