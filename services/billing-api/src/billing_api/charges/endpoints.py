"""/charges: what sessions cost."""

from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import ListTable, Page
from fastapi import APIRouter, Depends, Query

from billing_api.charges.errors import ChargeNotFound
from billing_api.charges.models import Charge
from billing_api.charges.repository import ChargeRepository
from billing_api.charges.schemas import ChargeQuery, ChargeRead, ChargeRevisionRead, ChargeRevisions

router = APIRouter(prefix="/charges", tags=["charges"])
CHARGES = ListTable(key=Charge.id, default="-created_at", sorts={"created_at": Charge.created_at})

Reader = Annotated[Principal, Depends(require("charges:read"))]


@router.get("")
async def list_charges(
    principal: Reader, session: SessionDep, query: Annotated[ChargeQuery, Query()]
) -> Page[ChargeRead]:
    rows, info = await CHARGES.page(session, ChargeRepository.statement(principal), query)
    return Page[ChargeRead](
        items=[ChargeRead.model_validate(row) for row in rows],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )


@router.get("/{charge_id}/revisions")
async def list_charge_revisions(charge_id: UUID, principal: Reader, session: SessionDep) -> ChargeRevisions:
    """Each final calculation, the latest first: a register that came late left the one before as it was."""
    charges = ChargeRepository(session)
    if await charges.get(principal, charge_id) is None:
        raise ChargeNotFound(charge_id)
    rows = await charges.revisions(charge_id)
    return ChargeRevisions(charge_id=charge_id, items=[ChargeRevisionRead.model_validate(row) for row in rows])
