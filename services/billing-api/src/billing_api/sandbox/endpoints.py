"""/payments/sandbox: the faults of the provider that takes no real money."""

from typing import Annotated
from uuid import UUID

from common.audit import Link, audited
from common.auth import Principal, require, see_all
from common.db import SessionDep
from common.errors import Unauthenticated
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict

from billing_api.deeds import DeedsDep, own_deeds
from billing_api.payments.service import PaymentService
from billing_api.sandbox.callbacks import SIGNATURE_HEADER, is_signed
from billing_api.sandbox.switches import SandboxBehaviour, read_switches, save_switches

router = APIRouter(prefix="/payments/sandbox", tags=["payments"])
callbacks = APIRouter(prefix="/payments/callbacks", tags=["payments"])
Reader = Annotated[Principal, Depends(require("payments:read"))]
Cashier = Annotated[Principal, Depends(require("payments:money"))]


class CallBackBody(BaseModel):
    model_config = ConfigDict(extra="ignore")

    payment_id: UUID


class CallBackRefused(Unauthenticated):
    code = "call_back_not_signed"


@callbacks.post("/sandbox", status_code=204)
async def take_call_back(body: CallBackBody, session: SessionDep, request: Request) -> None:
    """The provider's call; what has become of the payment is asked of it by the worker, at once."""
    clock = request.app.state.clock
    key, given = request.app.state.settings.sandbox_callback_key, request.headers.get(SIGNATURE_HEADER, "")
    if not is_signed(key, await request.body(), given):
        raise CallBackRefused("The signature does not match.")
    await PaymentService(session, clock, own_deeds(session, clock)).called_back(body.payment_id)


@router.get("")
async def read_sandbox(principal: Reader, session: SessionDep, request: Request) -> SandboxBehaviour:
    see_all(principal)
    return await read_switches(session, request.app.state.settings)


@router.put("", dependencies=[audited("sandbox_changed")])
async def set_sandbox(
    principal: Cashier, behaviour: SandboxBehaviour, session: SessionDep, request: Request, deeds: DeedsDep
) -> SandboxBehaviour:
    """Holds from the next call on, for every worker: for payments of all organisations, so that one cannot set it."""
    see_all(principal)
    before = await read_switches(session, request.app.state.settings)
    await save_switches(session, behaviour)
    told = [one.model_dump(mode="json") for one in (before, behaviour)]
    deeds.record("sandbox_changed", Link("sandbox"), None, before=told[0], after=told[1])
    return behaviour
