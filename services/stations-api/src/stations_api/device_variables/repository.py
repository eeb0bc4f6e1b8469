from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.device_variables.models import DeviceVariable


class DeviceVariableRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def save(self, rows: Mapping[tuple[UUID, str], Mapping[str, Any]]) -> None:
        """Rows by station and path; an older word changes nothing, what an answer left out stays."""
        if not rows:
            return
        statement, table = insert(DeviceVariable), DeviceVariable
        new = statement.excluded
        changed: dict[str, Any] = {"value": new.value, "reported_at": new.reported_at}
        for name in ("mutability", "data_type", "unit"):
            changed[name] = func.coalesce(new[name], getattr(table, name))
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["station_id", "path"], set_=changed, where=table.reported_at <= new.reported_at
            ),
            [dict(rows[key]) for key in sorted(rows)],
        )
