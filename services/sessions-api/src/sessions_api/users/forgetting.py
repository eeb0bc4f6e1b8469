"""A deleted user: his sessions stay, his name goes (USR-074)."""

from uuid import UUID

from common.ids import neutral_name
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.sessions.models import Session


async def forget_name(session: AsyncSession, user_id: UUID, login: str | None) -> None:
    """Cards stay as they are shown: their last four characters name nobody. A login does."""
    his = update(Session).where(Session.payer_kind == "user", Session.payer_id == user_id)
    name = neutral_name(user_id)
    await session.execute(his.values(payer_label=name, user_label=name))
    if login is not None:
        # what he stopped himself first: these are found by who started them, as long as that still says it
        by_login = update(Session).where(Session.start_user_label == login)
        await session.execute(by_login.where(Session.stop_user_label == login).values(stop_user_label=name))
        await session.execute(by_login.values(start_user_label=name, user_label=name))
