"""GET /transactions: what the meters saw, for reports and comparisons."""

from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from sessions_api.transactions.repository import TransactionRepository
from sessions_api.transactions.schemas import TransactionQuery, TransactionRead

router = APIRouter(prefix="/transactions", tags=["transactions"])
TransactionReader = Annotated[Principal, Depends(require("transactions:read"))]


@router.get("")
async def list_transactions(
    query: Annotated[TransactionQuery, Query()], principal: TransactionReader, session: SessionDep
) -> Page[TransactionRead]:
    rows, info = await TransactionRepository(session, principal).page(query)
    items = [TransactionRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)
