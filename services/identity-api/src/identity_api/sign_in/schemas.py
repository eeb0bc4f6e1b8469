from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Credentials(BaseModel):
    """What a person types (UI-005, UI-006); limits keep the work of a refusal small."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"login": "marina", "password": "Zaryad2026"}]}
    )

    login: Annotated[str, Field(min_length=1, max_length=150)]
    password: Annotated[str, Field(min_length=1, max_length=500)]
    code: Annotated[str, Field(max_length=50)] | None = None
    """Of the second factor, or a recovery code; only when the answer was 401 totp_required."""
