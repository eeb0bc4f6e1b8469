"""Counts what each credential consumes, from its binding to its unbinding (USR-062, USR-063, USR-094, USR-115)."""

from collections.abc import Sequence

from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.consumption.models import Consumption
from identity_api.consumption.repository import ConsumptionRepository
from identity_api.consumption.told import SessionTold
from identity_api.credentials.models import Credential
from identity_api.snapshots import Snapshots
from identity_api.users.models import User


class ConsumptionService:
    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._rows, self._snapshots = ConsumptionRepository(session), Snapshots(session, clock)
        self._left: dict[User, int | None] = {}
        """Users touched so far, with what was left of their limit before."""

    async def count(self, told: Sequence[SessionTold]) -> None:
        """One word on each session; an older revision than the known one changes nothing."""
        known = await self._rows.of_sessions([one.session_id for one in told])
        old_ids = {row.credential_id for row in known.values()}
        card_ids = {one.credential_id for one in told if one.credential_id is not None} | old_ids
        user_ids = {one.user_id for one in told if one.user_id is not None}
        await self._rows.lock_users_of(card_ids, user_ids)
        cards, logins = await self._rows.credentials(card_ids), await self._rows.logins_of(user_ids)
        for one in told:
            row = known.get(one.session_id)
            if row is not None and row.revision >= one.revision:
                continue
            if row is not None:
                self._take_back(row, cards.get(row.credential_id))
            await self._count_one(one, row, cards.get(one.credential_id) or logins.get(one.user_id))
        await self._announce()

    async def _count_one(self, told: SessionTold, row: Consumption | None, credential: Credential | None) -> None:
        """Nobody's (a stranger, a card unbound meanwhile): not counted."""
        if credential is not None:
            row = row or Consumption(session_id=told.session_id)
            row.credential_id, row.revision = credential.id, told.revision
            row.energy_wh, row.is_open = told.energy_wh, told.is_open
            self._rows.add(row)
            self._add(credential, told.energy_wh, is_open=told.is_open)
        elif row is not None:
            await self._rows.remove(row)

    def _take_back(self, row: Consumption, credential: Credential | None) -> None:
        if credential is not None:
            self._add(credential, -row.energy_wh, is_open=row.is_open)

    def _add(self, credential: Credential, energy_wh: int, *, is_open: bool) -> None:
        user = credential.user
        self._left.setdefault(user, user.energy_left_wh)
        credential.consumed_energy_wh += energy_wh
        user.consumed_energy_wh += energy_wh
        user.running_energy_wh += energy_wh if is_open else 0

    async def _announce(self) -> None:
        """Only who has a limit, and only when an ended session has changed what is left of it."""
        await self._session.flush()
        for user, before in self._left.items():
            if user.energy_left_wh != before:
                self._snapshots.user(user)
                for credential in await self._rows.cards_of(user.id):
                    self._snapshots.credential(credential, user)
