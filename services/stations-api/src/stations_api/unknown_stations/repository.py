from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.stations.models import Station
from stations_api.unknown_stations.models import UnknownStation


class UnknownStationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def dismiss(self, identity: str) -> bool:
        """False when there is no such row to see."""
        where = (UnknownStation.identity == identity.lower(), ~UnknownStation.is_dismissed)
        statement = update(UnknownStation).where(*where).values(is_dismissed=True)
        return await self._session.scalar(statement.returning(UnknownStation.identity)) is not None

    async def forget(self, *identities: str) -> None:
        """It is a station now."""
        lowered = [identity.lower() for identity in identities]
        await self._session.execute(delete(UnknownStation).where(UnknownStation.identity.in_(lowered)))

    async def known_among(self, identities: set[str]) -> set[str]:
        """Identities (lower case) that a station has by now: its fact was still under way when it was added."""
        key, number = func.lower(Station.key), func.lower(Station.number)
        rows = await self._session.execute(select(key, number).where(key.in_(identities) | number.in_(identities)))
        return {word for row in rows for word in row}

    async def noted_among(self, identities: set[str]) -> set[str]:
        wanted = select(UnknownStation.identity).where(UnknownStation.identity.in_(identities))
        return set(await self._session.scalars(wanted))

    async def note(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Adds what was seen to what is known; columns of the newest sight win."""
        statement = insert(UnknownStation)
        new, table = statement.excluded, UnknownStation
        told = ("last_seen_at", "remote_address", "offered_protocols", "user_agent", "has_credentials")
        changed = {name: new[name] for name in told} | {"count": table.count + new.count}
        values = [dict(rows[identity]) for identity in sorted(rows)]
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["identity"], set_=changed, where=table.last_seen_at <= new.last_seen_at
            ),
            values,
        )

    async def drop_before(self, moment: datetime, most: int) -> None:
        """Housekeeping: what has not knocked since `moment`, and the oldest beyond `most` rows."""
        await self._session.execute(delete(UnknownStation).where(UnknownStation.last_seen_at < moment))
        newest = select(UnknownStation.last_seen_at).order_by(UnknownStation.last_seen_at.desc())
        edge = await self._session.scalar(newest.offset(most).limit(1))
        if edge is not None:
            await self._session.execute(delete(UnknownStation).where(UnknownStation.last_seen_at <= edge))
