from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.credentials.models import LOGIN_PASSWORD, Credential
from identity_api.journal import Journal, picture_of_user
from identity_api.organizations.errors import OrganizationRequired
from identity_api.organizations.repository import OrganizationRepository
from identity_api.organizations.service import place_for
from identity_api.passwords.hashing import PASSWORDS
from identity_api.revocations.service import Withdrawal
from identity_api.roles.grants import check_within, grantable
from identity_api.roles.models import ADMINISTRATOR, Role
from identity_api.roles.repository import RoleRepository
from identity_api.settings import IdentitySettings
from identity_api.snapshots import Snapshots
from identity_api.totp.service import TotpService
from identity_api.users.errors import (
    CannotBlockOneself,
    CannotDeleteOneself,
    LastAdministrator,
    StationsUnknown,
    UserNotFound,
)
from identity_api.users.models import User
from identity_api.users.repository import UserRepository
from identity_api.users.rules import check_login, check_password, check_phone
from identity_api.users.schemas import UserCreate, UserUpdate

_PLAIN_FIELDS = ("phone", "first_name", "last_name", "patronymic", "email")


class UserService:
    """Nobody touches a user who has a right that he lacks himself (roles/grants.py)."""

    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings, journal: Journal) -> None:
        self._session, self._clock, self._settings, self._journal = session, clock, settings, journal
        self._users, self._roles = UserRepository(session), RoleRepository(session)
        self._organizations, self._withdrawal = OrganizationRepository(session), Withdrawal(session, clock)
        self._snapshots = Snapshots(session, clock)

    async def get(self, principal: Principal, user_id: UUID) -> User:
        user = await self._users.find(principal, user_id)
        if user is None:
            raise UserNotFound(user_id)
        return user

    async def create(self, principal: Principal, wanted: UserCreate) -> User:
        check_login(wanted.login, self._settings)
        check_phone(wanted.phone, self._settings)
        check_password(wanted.password, wanted.login, self._settings)
        user = User(
            **wanted.model_dump(exclude={"role_ids", "roles", "password", "password_confirmation", "organization_id"})
        )
        user.roles = list(await grantable(self._roles, principal, wanted.role_ids, wanted.roles))
        user.organization_id = await place_for(self._organizations, principal, wanted.organization_id)
        user.password_hash, user.changed_at = await PASSWORDS.hash(wanted.password), self._clock.now()
        await self._users.add(user)
        self._session.add(Credential(user_id=user.id, kind=LOGIN_PASSWORD))
        await self._session.refresh(user, ["organization", "allowed_stations"])
        self._snapshots.user(user)
        self._journal.user("user_created", user, after=picture_of_user(user))
        return user

    async def change(self, principal: Principal, user_id: UUID, wanted: UserUpdate, if_match: str | None) -> User:
        user = await self._touched(principal, user_id, if_match)
        before = picture_of_user(user)
        if wanted.phone is not None and wanted.phone != user.phone:
            check_phone(wanted.phone, self._settings)
        if wanted.role_ids is not None:
            await self._give_roles(principal, user, wanted.role_ids)
        for name in wanted.model_fields_set.intersection(_PLAIN_FIELDS):
            if (value := getattr(wanted, name)) is not None:
                setattr(user, name, value)
        if "organization_id" in wanted.model_fields_set:
            await self._move(principal, user, wanted.organization_id)
        if wanted.password is not None:
            await self._give_password(user, wanted.password, must_change=user.id != principal.subject)
        await self._announce(user)
        self._journal.user("user_changed", user, before, picture_of_user(user))
        return user

    async def block(self, principal: Principal, user_id: UUID) -> User:
        user = await self._touched(principal, user_id)
        if user.id == principal.subject:
            raise CannotBlockOneself("You cannot block yourself.")
        await self._keep_an_administrator(user)
        user.is_blocked = True
        await self._end_sign_ins(user)
        await self._announce(user)
        self._journal.user("user_blocked", user)
        return user

    async def unblock(self, principal: Principal, user_id: UUID) -> User:
        user = await self._touched(principal, user_id)
        user.is_blocked = False
        await self._announce(user)
        self._journal.user("user_unblocked", user)
        return user

    async def sign_out(self, principal: Principal, user_id: UUID) -> None:
        """Everywhere at once."""
        user = await self._touched(principal, user_id)
        await self._end_sign_ins(user)
        self._journal.user("user_signed_out", user)

    async def reset_password(self, principal: Principal, user_id: UUID, password: str) -> User:
        user = await self._touched(principal, user_id)
        await self._give_password(user, password, must_change=True)
        self._journal.user("user_password_reset", user)
        return user

    async def reset_totp(self, principal: Principal, user_id: UUID) -> User:
        """Somebody has lost his phone and his recovery codes."""
        user = await self._touched(principal, user_id)
        await TotpService(self._session, self._clock, self._settings).forget(user)
        await self._end_sign_ins(user)
        self._journal.user("user_totp_reset", user)
        return user

    async def limit_energy(
        self, principal: Principal, user_id: UUID, limit_wh: int | None, if_match: str | None
    ) -> User:
        user = await self._touched(principal, user_id, if_match)
        before = picture_of_user(user)
        user.limit_energy(limit_wh, self._clock.now())
        await self._announce(user)
        self._journal.user("user_limit_changed", user, before, picture_of_user(user))
        return user

    async def allow_stations(
        self, principal: Principal, user_id: UUID, station_ids: list[UUID], if_match: str | None
    ) -> User:
        user = await self._touched(principal, user_id, if_match)
        kept = {station.id: station for station in user.allowed_stations}
        found = {station.id: station for station in await self._users.stations(principal, station_ids)} | kept
        if missing := [one for one in station_ids if one not in found]:
            raise StationsUnknown(missing)
        before = picture_of_user(user)
        user.allowed_stations = [found[one] for one in dict.fromkeys(station_ids)]
        await self._announce(user)
        self._journal.user("user_stations_changed", user, before, picture_of_user(user))
        return user

    async def delete(self, principal: Principal, user_id: UUID) -> None:
        """His personal data go; others forget him by the tombstones (USR-074, contracts 7)."""
        user = await self._touched(principal, user_id)
        if user.id == principal.subject:
            raise CannotDeleteOneself("You cannot delete yourself.")
        await self._keep_an_administrator(user)
        for credential in await self._users.credentials_of(user.id):
            self._snapshots.credential_gone(credential)
        await self._end_sign_ins(user)
        self._snapshots.user_gone(user.id)
        self._journal.user_deleted(user)
        await self._users.remove(user)

    async def _touched(self, principal: Principal, user_id: UUID, if_match: str | None = None) -> User:
        """The user, locked for a change that the principal may make."""
        user = await self._users.find(principal, user_id, lock=True)
        if user is None:
            raise UserNotFound(user_id)
        check_if_match(if_match, user.revision)
        check_within(principal, user.roles)
        user.touch(self._clock.now())
        return user

    async def _keep_an_administrator(self, user: User) -> None:
        """Call before he loses the role, is blocked or deleted."""
        if user.is_administrator and not user.is_blocked:
            await self._roles.lock_administrator()
            if not await self._roles.has_administrator_besides(user.id):
                raise LastAdministrator("This is the last administrator.")

    async def _give_roles(self, principal: Principal, user: User, role_ids: list[UUID]) -> None:
        roles: list[Role] = list(await grantable(self._roles, principal, role_ids))
        if all(role.name != ADMINISTRATOR for role in roles):
            await self._keep_an_administrator(user)
        user.roles = roles
        self._withdrawal.renew_user(user.id)

    async def _move(self, principal: Principal, user: User, organization_id: UUID | None) -> None:
        if organization_id == user.organization_id:
            return
        if organization_id is None and principal.visible != "*":
            raise OrganizationRequired("Only who sees all organisations takes a user out of them.")
        user.organization_id = await place_for(self._organizations, principal, organization_id)
        self._withdrawal.renew_user(user.id)

    async def _give_password(self, user: User, password: str, *, must_change: bool) -> None:
        check_password(password, user.login, self._settings)
        user.password_hash = await PASSWORDS.hash(password)
        user.must_change_password = must_change
        await self._end_sign_ins(user)

    async def _end_sign_ins(self, user: User) -> None:
        await self._withdrawal.end_sign_ins(user.id)

    async def _announce(self, user: User) -> None:
        """His cards carry his name, organisation and block, so they are announced with him."""
        await self._session.flush()
        await self._session.refresh(user, ["organization", "allowed_stations"])
        self._snapshots.user(user)
        for credential in await self._users.credentials_of(user.id):
            self._snapshots.credential(credential, user)
