from uuid import UUID

from common.audit import Audit
from common.clock import Clock
from common.etag import check_if_match
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.journal import Journal, picture_of_user
from identity_api.me.devices import device_of
from identity_api.me.errors import SessionNotFound
from identity_api.me.schemas import MeUpdate, SessionRead
from identity_api.revocations.service import Withdrawal
from identity_api.settings import IdentitySettings
from identity_api.sign_in.repository import SignInRepository
from identity_api.snapshots import Snapshots
from identity_api.totp.schemas import RecoveryCodes, TotpSetup
from identity_api.totp.service import TotpService
from identity_api.users.models import User
from identity_api.users.repository import UserRepository
from identity_api.users.rules import check_phone


class MeService:
    """What a person does with his own account; his row is locked."""

    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings, audit: Audit) -> None:
        self._clock, self._settings = clock, settings
        self._session, self._journal = session, Journal(session, clock, audit)
        self._users, self._sign_ins = UserRepository(session), SignInRepository(session)
        self._withdrawal, self._totp = Withdrawal(session, clock), TotpService(session, clock, settings)
        self._snapshots = Snapshots(session, clock)

    async def change(self, me: User, wanted: MeUpdate, if_match: str | None) -> None:
        check_if_match(if_match, me.revision)
        before = picture_of_user(me)
        if wanted.phone is not None and wanted.phone != me.phone:
            check_phone(wanted.phone, self._settings)
        for name, value in wanted.model_dump(exclude_unset=True).items():
            if value is not None:
                setattr(me, name, value)
        me.touch(self._clock.now())
        self._journal.user("user_changed", me, before, picture_of_user(me))
        self._snapshots.user(me)
        for credential in await self._users.credentials_of(me.id):
            self._snapshots.credential(credential, me)

    async def sessions(self, me: User, current: UUID | None) -> list[SessionRead]:
        return [
            SessionRead(
                id=one.id,
                device=device_of(one.user_agent),
                address=one.address,
                started_at=one.created_at,
                last_used_at=one.last_used_at,
                is_current=one.id == current,
            )
            for one in await self._sign_ins.living_of(me.id, self._clock.now())
        ]

    async def end_session(self, me: User, session_id: UUID) -> None:
        found = await self._sign_ins.find(me.id, session_id, self._clock.now())
        if found is None:
            raise SessionNotFound(session_id)
        self._withdrawal.end_sign_in(found)
        self._journal.user("sign_in_ended", me)

    async def end_all(self, me: User) -> None:
        await self._withdrawal.end_sign_ins(me.id)
        self._journal.user("user_signed_out", me)

    def begin_totp(self, me: User) -> TotpSetup:
        return self._totp.begin(me)

    async def confirm_totp(self, me: User, code: str) -> RecoveryCodes:
        codes = await self._totp.confirm(me, code)
        self._journal.user("totp_set_up", me)
        return codes
