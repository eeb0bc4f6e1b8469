"""/charges: what sessions cost."""

from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends

from billing_api.charges.errors import ChargeNotFound
from billing_api.charges.listing import CHARGE_LIST
from billing_api.charges.repository import ChargeRepository
from billing_api.charges.schemas import ChargeRevisionRead, ChargeRevisions

router = APIRouter(prefix="/charges", tags=["charges"])
Reader = Annotated[Principal, Depends(require("charges:read"))]
CHARGE_LIST.mount(router)


@router.get("/{charge_id}/revisions")
async def list_charge_revisions(charge_id: UUID, principal: Reader, session: SessionDep) -> ChargeRevisions:
    """Each final calculation, the latest first: a register that came late left the one before as it was."""
    charges = ChargeRepository(session)
    if await charges.get(principal, charge_id) is None:
        raise ChargeNotFound(charge_id)
    rows = await charges.revisions(charge_id)
    return ChargeRevisions(charge_id=charge_id, items=[ChargeRevisionRead.model_validate(row) for row in rows])
