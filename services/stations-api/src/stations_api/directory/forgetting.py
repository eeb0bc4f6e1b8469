"""Deleted users: what they did and had done stays, their names go (USR-074)."""

from collections.abc import Collection
from uuid import UUID

from common.db import is_among
from common.ids import neutral_name
from sqlalchemy import ARRAY, Text, case, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.models import Command
from stations_api.directory.models import UserCopy
from stations_api.stations.models import Station


async def forget_names(session: AsyncSession, user_ids: Collection[UUID]) -> None:
    """Of all at once: no index leads from a person to what he did, so each statement reads its table.

    Call while our copies of them, which know their logins, are still there.
    """
    known = await session.execute(select(UserCopy.id, UserCopy.login).where(is_among(UserCopy.id, user_ids)))
    logins = {row.id: row.login for row in known}
    if logins:
        await _of_commands(session, logins.keys())
        await _of_stations(session, {login: neutral_name(user_id) for user_id, login in logins.items()})


async def _of_commands(session: AsyncSession, user_ids: Collection[UUID]) -> None:
    names = {user_id: neutral_name(user_id) for user_id in user_ids}
    given = update(Command).where(is_among(Command.created_by_id, user_ids))
    await session.execute(given.values(created_by=case(names, value=Command.created_by_id)))
    payer_id = cast(Command.payer, JSONB)["id"].astext
    name = case({str(user_id): one for user_id, one in names.items()}, value=payer_id)
    label = func.jsonb_set(Command.payer, literal(["label"], ARRAY(Text)), func.to_jsonb(cast(name, Text)))
    await session.execute(update(Command).where(payer_id.in_([*map(str, user_ids)])).values(payer=label))


async def _of_stations(session: AsyncSession, names: dict[str, str]) -> None:
    limited = update(Station).where(Station.limits_changed_by.in_(names))
    await session.execute(limited.values(limits_changed_by=case(names, value=Station.limits_changed_by)))
    await session.execute(update(Station).where(Station.owner_login.in_(names)).values(owner_login=None))
