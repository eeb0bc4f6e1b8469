"""Filters that leave little are answered from the small indexes that were made for them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from common.auth import Principal
from common.db import Sessions
from sessions_api.sessions.listing import SESSION_LIST
from sessions_api.sessions.queries import SessionQuery
from sqlalchemy import text

EVERYBODY = Principal(UUID(int=1), "user", "t", frozenset(), None, "*")
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (SessionQuery(is_open=True), "uq_sessions_open"),
        (SessionQuery(connector_type="unknown", connector_number=6), "ix_sessions_connector"),
        (SessionQuery(vehicle_uid="A1"), "ix_session_vehicles_uid"),
        (SessionQuery(user_id=UUID(int=7)), "ix_sessions_payer"),
    ],
)
async def test_what_leaves_little_has_its_index(sessions: Sessions, query: SessionQuery, index: str) -> None:
    statement = SESSION_LIST.table.filtered(SESSION_LIST.statement(EVERYBODY, query, NOW), query)
    keys = statement.with_only_columns(SESSION_LIST.table.key, maintain_column_froms=True)
    async with sessions() as session:
        sql = keys.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        await session.execute(text("set local enable_seqscan = off"))
        plan = "\n".join(await session.scalars(text(f"explain (costs off) {sql}".replace(":", r"\:"))))
    assert index in plan
