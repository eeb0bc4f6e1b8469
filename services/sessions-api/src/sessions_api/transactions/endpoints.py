"""GET /transactions: what the meters saw, for reports and comparisons."""

from fastapi import APIRouter

from sessions_api.transactions.listing import TRANSACTION_LIST

router = APIRouter(prefix="/transactions", tags=["transactions"])
TRANSACTION_LIST.mount(router)
