from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from identity_api.credentials.models import Credential

Kind = Literal["rfid", "login_password"]
"""ENU-567, ENU-568."""


class CredentialQuery(ListQuery):
    user_id: Annotated[UUID | None, Where(lambda value: Credential.user_id == value)] = None
    kind: Annotated[Kind | None, Where(lambda value: Credential.kind == value)] = None


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
    id: UUID
    user_id: UUID
    kind: Kind
    label: Annotated[str, Field(examples=["002,020202"])]
    """The login, or the card's number as it was typed (USR-114)."""
    last4: str
    is_blocked: bool
    expires_at: datetime | None
    created_at: datetime
    consumed_energy_wh: int
    """Since it was bound (USR-115)."""
