"""The signed-in person, as the endpoints below /me are given him."""

from typing import Annotated
from uuid import UUID

from common.auth import Principal, current_principal, identified_principal
from common.db import SessionDep
from common.errors import Forbidden
from fastapi import Depends, Request

from identity_api.users.models import User
from identity_api.users.repository import UserRepository


class PeopleOnly(Forbidden):
    """A program (API client) has no profile."""

    code = "people_only"


async def _me(
    principal: Annotated[Principal, Depends(current_principal)], session: SessionDep, request: Request
) -> User:
    return await _person(principal, session, request)


async def _me_at_the_door(
    principal: Annotated[Principal, Depends(identified_principal)], session: SessionDep, request: Request
) -> User:
    return await _person(principal, session, request)


def _person_id(principal: Annotated[Principal, Depends(identified_principal)]) -> UUID:
    if principal.kind != "user":
        raise PeopleOnly("Only a person has a profile.")
    return principal.subject


def _sign_in_id(principal: Annotated[Principal, Depends(identified_principal)]) -> UUID | None:
    return principal.sign_in_id


async def _person(principal: Principal, session: SessionDep, request: Request) -> User:
    """Locked when the request may change something: two changes at once would count one revision."""
    is_reading, is_person = request.method == "GET", principal.kind == "user"
    user = await UserRepository(session).get(principal.subject, lock=not is_reading) if is_person else None
    if user is None:
        raise PeopleOnly("Only a person has a profile.")
    return user


Me = Annotated[User, Depends(_me)]
MeAtTheDoor = Annotated[User, Depends(_me_at_the_door)]
"""Also when he must change his password or set up a second factor before anything else."""
PersonId = Annotated[UUID, Depends(_person_id)]
"""The same by id, for work that opens its own transactions."""
SignInId = Annotated[UUID | None, Depends(_sign_in_id)]
"""Of the browser that asks."""
