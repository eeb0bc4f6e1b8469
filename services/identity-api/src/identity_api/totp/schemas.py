from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(min_length=6, max_length=50, examples=["123456"])]


class TotpSetup(BaseModel):
    """What an authenticator app needs; shown once, in force after it was confirmed by a code."""

    secret: str
    otpauth_url: str
    qr_svg: str


class TotpConfirm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Code


class RecoveryCodes(BaseModel):
    """Each opens the door once when the app is lost; shown this once."""

    recovery_codes: Annotated[list[str], Field(examples=[["abcd-efgh-ijkl-mnop"]])]


class TotpRemove(BaseModel):
    model_config = ConfigDict(extra="forbid")

    password: Annotated[str, Field(min_length=1, max_length=500, examples=["Zaryad2026"])]
    code: Code
