"""`Idempotency-Key`: the same POST sent twice acts once and answers the same (per principal and route, 24 hours)."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from sqlalchemy import DateTime, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from common.audit import told_before
from common.auth import Principal, current_principal
from common.db import SessionDep
from common.errors import Invalid


class IdempotencyMixin:
    """Columns of a service's `idempotency_keys` table."""

    principal: Mapped[UUID] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[str]
    status: Mapped[int | None]
    answer: Mapped[Any | None] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), index=True)


class KeyReused(Invalid):
    code = "idempotency_key_reused"


class Idempotency:
    """`return await idempotency.run(lambda: service.create(…), CommandRead, 202)`; without a key it just runs."""

    def __init__(self, session: AsyncSession, table: Any, identity: tuple[UUID, str, str] | None, body: bytes) -> None:
        self._session, self._table = session, table
        # A body may hold a password: its fingerprint is keyed by the caller's key, and that key is kept only as a hash.
        secret = identity[2] if identity else ""
        self._identity = (*identity[:2], hashlib.sha256(secret.encode()).hexdigest()) if identity else None
        self._hash = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

    async def run(self, work: Callable[[], Awaitable[Any]], model: type[Any], status: int = 201) -> JSONResponse:
        if self._identity is not None and (stored := await self._claim()) is not None:
            return stored
        result = await work()
        # columns that the database fills must be there before the row becomes JSON
        await self._session.flush()
        answer = jsonable_encoder(model.model_validate(result, from_attributes=True))
        await self._store(status, answer)
        return JSONResponse(answer, status)

    async def _claim(self) -> JSONResponse | None:
        """Takes the key; waits for a running twin, returns its answer when it had been taken."""
        assert self._identity is not None
        principal, route, key = self._identity
        row = {"principal": principal, "route": route, "key": key, "body_hash": self._hash}
        claimed = await self._session.scalar(
            insert(self._table).values(row).on_conflict_do_nothing().returning(self._table.key)
        )
        if claimed is not None:
            return None
        return await self._stored()

    async def _stored(self) -> JSONResponse:
        row = await self._session.scalar(select(self._table).where(*self._where()))
        if row is None or row.body_hash != self._hash:
            raise KeyReused("This Idempotency-Key was used for another request.")
        told_before()
        return JSONResponse(row.answer, row.status or 200, headers={"Idempotent-Replay": "true"})

    async def _store(self, status: int, answer: Any) -> None:
        if self._identity is not None:
            values = {"status": status, "answer": answer}
            await self._session.execute(update(self._table).where(*self._where()).values(values))

    def _where(self) -> list[Any]:
        assert self._identity is not None
        principal, route, key = self._identity
        table = self._table
        return [table.principal == principal, table.route == route, table.key == key]


async def _idempotency(
    request: Request,
    session: SessionDep,
    principal: Annotated[Principal, Depends(current_principal)],
    idempotency_key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)] = None,
) -> Idempotency:
    route = f"{request.method} {request.url.path}"
    identity = (principal.subject, route, idempotency_key) if idempotency_key else None
    return Idempotency(session, request.app.state.idempotency_table, identity, await request.body())


IdempotencyDep = Annotated[Idempotency, Depends(_idempotency)]


async def forget_old_keys(session: AsyncSession, table: Any) -> None:
    """Housekeeping: keys older than a day."""
    await session.execute(delete(table).where(table.created_at < text("now() - interval '24 hours'")))
