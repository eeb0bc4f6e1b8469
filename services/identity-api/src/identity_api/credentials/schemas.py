from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from identity_api.credentials.models import Credential


class CredentialQuery(ListQuery):
    user_id: Annotated[UUID | None, Where(lambda value: Credential.user_id == value)] = None


class CredentialCreate(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"user_id": "01980000-0000-7000-8000-000000000001", "kind": "rfid", "number": "002,020202"}]
        },
    )

    user_id: UUID
    kind: Literal["rfid"] = "rfid"
    number: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=4, max_length=36),
        Field(description="As printed on the card or read by the station; letter case does not matter"),
    ]
    expires_at: datetime | None = None


class CredentialRead(BaseModel):
    """The number itself is never told again: only its last four characters."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: Literal["rfid"]
    last4: str
    user_id: UUID
    expires_at: datetime | None
    created_at: datetime
