"""/payments/sandbox: the faults of the provider that takes no real money."""

from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends, Request

from billing_api.sandbox.switches import SandboxBehaviour, read_switches, save_switches

router = APIRouter(prefix="/payments/sandbox", tags=["payments"])
Reader = Annotated[Principal, Depends(require("payments:read"))]
Cashier = Annotated[Principal, Depends(require("payments:money"))]


@router.get("")
async def read_sandbox(_: Reader, session: SessionDep, request: Request) -> SandboxBehaviour:
    return await read_switches(session, request.app.state.settings)


@router.put("")
async def set_sandbox(_: Cashier, behaviour: SandboxBehaviour, session: SessionDep) -> SandboxBehaviour:
    """Holds from the next call on, for every worker."""
    await save_switches(session, behaviour)
    return behaviour
