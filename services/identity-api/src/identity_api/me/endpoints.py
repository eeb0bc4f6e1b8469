from typing import Annotated

from common.auth import Principal, current_principal
from common.db import SessionDep
from common.errors import Forbidden
from fastapi import APIRouter, Depends

from identity_api.me.schemas import MeRead, SettingsRead, SettingsUpdate, me_of
from identity_api.users.models import User
from identity_api.users.repository import UserRepository

router = APIRouter(prefix="/me", tags=["me"])


class PeopleOnly(Forbidden):
    """A program (API client) has no profile."""

    code = "people_only"


async def _me(principal: Annotated[Principal, Depends(current_principal)], session: SessionDep) -> User:
    user = await UserRepository(session).get(principal.subject) if principal.kind == "user" else None
    if user is None:
        raise PeopleOnly("Only a person has a profile.")
    return user


Me = Annotated[User, Depends(_me)]


@router.get("")
async def read_me(me: Me) -> MeRead:
    """The signed-in person, with rights as they are now."""
    return me_of(me)


@router.patch("/settings")
async def change_settings(me: Me, wanted: SettingsUpdate) -> SettingsRead:
    """Changes one's personal settings (UI-067..072)."""
    for name in wanted.model_fields_set:
        setattr(me, name, getattr(wanted, name))
    return SettingsRead.model_validate(me)
