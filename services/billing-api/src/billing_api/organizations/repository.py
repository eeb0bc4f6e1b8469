"""Chains of organisations: from one upwards to the root."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.organizations.models import ROOT_ORGANIZATION_ID, Organization

Chain = tuple[UUID, ...]
_DEEPEST = 32  # a loop in the tree must not become a loop in the query


async def chains(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Chain]:
    """For each id: itself, its parent, … and the root at the end, also while the tree is not known yet."""
    found: dict[UUID, list[UUID]] = {one: [one] for one in ids}
    for start, parent in await session.execute(_upwards(ids)):
        if parent not in found[start]:
            found[start].append(parent)
    return {one: _ending_in_root(chain) for one, chain in found.items()}


def above(organization_id: UUID | None) -> Select[UUID]:
    """The ids that stand above one organisation, as part of a larger statement; the root is not always among them."""
    tree = _upwards([organization_id] if organization_id else []).subquery()
    return select(tree.c.parent)


def _upwards(ids: Collection[UUID]) -> Select[UUID, UUID]:
    start = select(Organization.id.label("start"), Organization.parent_id.label("parent"), literal(1).label("depth"))
    tree = start.where(Organization.id.in_(ids)).cte("upwards", recursive=True)
    above = (
        select(tree.c.start, Organization.parent_id, tree.c.depth + 1)
        .join(Organization, Organization.id == tree.c.parent)
        .where(tree.c.depth < _DEEPEST)
    )
    tree = tree.union_all(above)
    return select(tree.c.start, tree.c.parent).where(tree.c.parent.is_not(None)).order_by(tree.c.start, tree.c.depth)


def _ending_in_root(chain: list[UUID]) -> Chain:
    return tuple([one for one in chain if one != ROOT_ORGANIZATION_ID] + [ROOT_ORGANIZATION_ID])
