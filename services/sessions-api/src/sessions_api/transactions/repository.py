"""Every statement of the list of transactions."""

from collections.abc import Sequence

from common.auth import Principal
from common.lists import ListTable, PageInfo
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.transactions.models import Transaction
from sessions_api.transactions.schemas import TransactionQuery

TRANSACTIONS = ListTable(key=Transaction.id, sorts={"started_at": Transaction.started_at}, default="-started_at")


class TransactionRepository:
    def __init__(self, session: AsyncSession, principal: Principal) -> None:
        self._session, self._principal = session, principal

    async def page(self, query: TransactionQuery) -> tuple[Sequence[Transaction], PageInfo]:
        statement = select(Transaction).where(self._principal.scope(Transaction.organization_id))
        return await TRANSACTIONS.page(self._session, statement, query)
