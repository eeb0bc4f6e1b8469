"""Who stands above whom, and whose a station is."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.directory.models import Organization, Station

ROOT_ORGANIZATION_ID: Final = UUID("00000000-0000-7000-8000-000000000001")
"""Seeded by identity-api: it stands above all."""
_DEEPEST = 32  # a loop in the tree must not become a loop in the query


async def chains(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """For each organisation: itself and all above it."""
    found: dict[UUID, set[UUID]] = {one: {one} for one in ids}
    if not ids:
        return found
    start = select(Organization.id.label("start"), Organization.parent_id.label("parent"), literal(1).label("depth"))
    tree = start.where(Organization.id.in_(ids)).cte("upwards", recursive=True)
    above = (
        select(tree.c.start, Organization.parent_id, tree.c.depth + 1)
        .join(Organization, Organization.id == tree.c.parent)
        .where(tree.c.depth < _DEEPEST)
    )
    tree = tree.union_all(above)
    for first, parent in await session.execute(select(tree.c.start, tree.c.parent).where(tree.c.parent.is_not(None))):
        found[first].add(parent)
    return found


async def stations(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Station]:
    rows = await session.scalars(select(Station).where(Station.id.in_(ids))) if ids else ()
    return {station.id: station for station in rows}
