"""A deleted user: what he did and had done stays, his name goes (USR-074)."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.models import Command
from stations_api.directory.models import UserCopy
from stations_api.stations.models import Station


def neutral_name(user_id: UUID) -> str:
    """The same in every service: it tells two deleted people apart and nothing else of them."""
    return f"deleted-{user_id.hex[-8:]}"


async def forget_names(session: AsyncSession, user_ids: Collection[UUID]) -> None:
    """Call while our copies of them, which know their logins, are still there."""
    known = await session.execute(select(UserCopy.id, UserCopy.login).where(UserCopy.id.in_(user_ids)))
    for user_id, login in known.all():
        name = neutral_name(user_id)
        await _of_commands(session, user_id, name)
        limited = update(Station).where(Station.limits_changed_by == login)
        await session.execute(limited.values(limits_changed_by=name))
        await session.execute(update(Station).where(Station.owner_login == login).values(owner_login=None))


async def _of_commands(session: AsyncSession, user_id: UUID, name: str) -> None:
    given = update(Command).where(Command.created_by_id == user_id)
    await session.execute(given.values(created_by=name))
    label = func.jsonb_set(Command.payer, literal(["label"], ARRAY(Text)), func.to_jsonb(cast(name, Text)))
    paid = update(Command).where(cast(Command.payer, JSONB)["id"].astext == str(user_id))
    await session.execute(paid.values(payer=label))
