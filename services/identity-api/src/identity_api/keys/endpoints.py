from typing import Any

from common.db import SessionDep
from fastapi import APIRouter, Response

from identity_api.dependencies import ClockDep, SettingsDep
from identity_api.keys.ring import KeyRing

router = APIRouter(tags=["auth"])


@router.get("/auth/jwks")
async def read_keys(session: SessionDep, clock: ClockDep, settings: SettingsDep, response: Response) -> dict[str, Any]:
    """Public keys of our tokens (RFC 7517), for every service that checks one."""
    response.headers["Cache-Control"] = "public, max-age=60"
    return await KeyRing(session, clock, settings).jwks()
