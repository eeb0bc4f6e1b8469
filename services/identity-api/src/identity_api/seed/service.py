"""What a fresh installation has: rights, roles, the root organisation, one administrator, one machine client.

Runs at each start of each process; what is there is left as it is.
"""

from typing import cast

from common.clock import Clock
from common.service import Runtime
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.models import ApiClient
from identity_api.api_clients.repository import ApiClientRepository
from identity_api.credentials.models import LOGIN_PASSWORD, Credential
from identity_api.keys.ring import KeyRing
from identity_api.organizations.models import ROOT_ID, ROOT_NUMBER, Organization
from identity_api.passwords.hashing import PASSWORDS
from identity_api.rights.models import Right
from identity_api.rights.repository import RightRepository
from identity_api.roles.models import ADMINISTRATOR, STANDARD, Role, SeededRole
from identity_api.seed.catalogue import Catalogue, read_catalogue
from identity_api.settings import IdentitySettings
from identity_api.snapshots import SOURCE, Snapshots
from identity_api.users.models import User
from identity_api.users.repository import UserRepository

_LOCK = "select pg_advisory_xact_lock(hashtext('identity-api:seed'))"


async def seed(runtime: Runtime) -> None:
    settings = cast("IdentitySettings", runtime.settings)
    async with runtime.sessions.begin() as session:
        # API and worker processes may start together
        await session.execute(text(_LOCK))
        await Seed(session, runtime.clock, settings).run()


class Seed:
    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings) -> None:
        self._session, self._clock, self._settings = session, clock, settings
        self._snapshots = Snapshots(session, clock)

    async def run(self) -> None:
        catalogue = read_catalogue()
        await self._rights(catalogue)
        administrator = await self._roles(catalogue)
        await self._root_organization()
        await self._first_administrator(administrator)
        await self._machine_client(administrator)
        await KeyRing(self._session, self._clock, self._settings).signer()

    async def _rights(self, catalogue: Catalogue) -> None:
        names = ("code", "description_ru", "description_en", "opens_dashboard", "page")
        rows = [{name: getattr(right, name) for name in names} for right in catalogue.rights]
        new = insert(Right).values([row | {"declared_by": SOURCE} for row in rows])
        changed = {name: new.excluded[name] for name in (*names[1:], "declared_by")}
        await self._session.execute(new.on_conflict_do_update(index_elements=[Right.code], set_=changed))
        await RightRepository(self._session).expect(catalogue.named)

    async def _roles(self, catalogue: Catalogue) -> Role:
        """The administrator always has every right (ROL-009); the other roles belong to the installation."""
        rights = {right.code: right for right in await self._session.scalars(select(Right))}
        roles = {role.name: role for role in await self._session.scalars(select(Role))}
        seeded = set(await self._session.scalars(select(SeededRole.name)))
        for name, codes in catalogue.roles.items():
            if name not in seeded | set(roles):
                wanted = [rights[code] for code in sorted(codes)]
                roles[name] = Role(name=name, rights=wanted, is_standard=name in STANDARD)
                self._session.add_all([roles[name], SeededRole(name=name)])
        administrator = roles[ADMINISTRATOR]
        administrator.rights = [rights[code] for code in sorted(rights)]
        await self._session.flush()
        return administrator

    async def _root_organization(self) -> None:
        if await self._session.get(Organization, ROOT_ID) is None:
            name, kind = "SmartCharging", {"type": "network_owner", "tax_system": "osn"}
            root = Organization(id=ROOT_ID, number=str(ROOT_NUMBER), name=name, legal_name=name, **kind)
            self._session.add(root)
            await self._session.flush()
            self._snapshots.organization(root)

    async def _first_administrator(self, administrator: Role) -> None:
        settings = self._settings
        if not (settings.admin_login and settings.admin_password):
            return
        if await self._session.scalar(select(User.id).where(User.roles.contains(administrator)).limit(1)):
            return
        user = User(login=settings.admin_login.strip().lower(), organization_id=ROOT_ID, roles=[administrator])
        user.password_hash = await PASSWORDS.hash(settings.admin_password)
        user.must_change_password = settings.admin_must_change_password
        await UserRepository(self._session).add(user)
        self._session.add(Credential(user_id=user.id, kind=LOGIN_PASSWORD))
        await self._session.refresh(user, ["allowed_stations"])
        self._snapshots.user(user)

    async def _machine_client(self, administrator: Role) -> None:
        settings = self._settings
        if not (settings.api_client_id and settings.api_client_secret):
            return
        client = await ApiClientRepository(self._session).of_client_id(settings.api_client_id)
        if client is None:
            client = ApiClient(client_id=settings.api_client_id, name=settings.api_client_id, secret_hash="")
            client.organization_id, client.rights = ROOT_ID, []
            self._session.add(client)
        client.is_machine, client.rights = True, list(administrator.rights)
        if not await PASSWORDS.verify(client.secret_hash or None, settings.api_client_secret):
            client.secret_hash = await PASSWORDS.hash(settings.api_client_secret)
