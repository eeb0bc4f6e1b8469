"""Who did what, from where, on what: `audit.recorded.v1`, written in the transaction of the deed.

    @router.patch("/{user_id}", dependencies=[audited("user_changed")])     # the OpenAPI shows it as `x-audit`
    async def update_user(…, audit: AuditDep) -> UserRead: …

    audit.record(outbox, "user_changed", Link("user", user.id, user.login), before=old, after=new)

identity-api keeps the records as the security log (SEC-001..025). Secrets never leave the service: see `presentable`.
"""

from collections.abc import AsyncIterator, Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import structlog
from fastapi import Depends, Request
from pydantic_core import to_jsonable_python

from common.auth import Principal, current_principal
from common.events import Event
from common.ids import uuid7
from common.outbox import Outbox

log = structlog.get_logger()
TOPIC = "audit"
NOBODY = UUID(int=0)
"""The key of records that belong to no organisation."""
SECRET_PARTS = ("password", "secret", "token", "otp", "recovery", "hash", "cookie", "csrf", "private")
"""A name that contains one of these never leaves the service."""
HIDDEN = "•••"
_LONGEST_AGENT = 300
_TOLD: ContextVar[set[str]] = ContextVar("told", default=set())  # noqa: B039 - outside of a request nobody looks at it
_NOTHING_NEW = ""

SourceType = Literal["terminal", "service", "user"]
Result = Literal["done", "refused"]


class AuditRecorded(Event):
    """ENU-625..627 `source_type`, ENU-628..641 `link_type`; `before` and `after` hold what has changed, no secrets."""

    type: ClassVar = "audit.recorded.v1"
    topic: ClassVar = TOPIC

    id: UUID
    at: datetime
    source_type: SourceType
    source: str
    organization_id: UUID | None
    session_id: UUID | None
    link_type: str
    link_id: str | None
    link_label: str | None
    operation: str
    description: str | None
    arguments: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    address: str | None
    user_agent: str | None
    result: Result


@dataclass(frozen=True, slots=True)
class Link:
    """The thing that the deed was done to; `type` is one of ENU-628..641 or a noun of ours."""

    type: str = "none"
    id: UUID | str | None = None
    label: str | None = None


NO_LINK = Link()


@dataclass(frozen=True, slots=True)
class Audit:
    """Somebody whose deeds are recorded: a person at a browser, a program, a station, a service itself."""

    source_type: SourceType
    source: str
    organization_id: UUID | None = None
    """Whose log it is when the deed names no organisation of its own."""
    address: str | None = None
    user_agent: str | None = None

    @classmethod
    def of_service(cls, name: str) -> "Audit":
        return cls("service", name)

    @classmethod
    def of_station(cls, number: str, organization_id: UUID | None = None, address: str | None = None) -> "Audit":
        return cls("terminal", number, organization_id, address)

    def named(self, login: str, organization_id: UUID | None = None) -> "Audit":
        """The same place, another person: who signs in is known by name only afterwards."""
        return replace(self, source=login, organization_id=organization_id)

    def record(
        self,
        outbox: Outbox,
        operation: str,
        link: Link = NO_LINK,
        *,
        organization_id: UUID | None = None,
        session_id: UUID | None = None,
        description: str | None = None,
        arguments: Mapping[str, Any] | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        result: Result = "done",
        secrets: Collection[str] = (),
    ) -> None:
        """Adds the record to the deed's transaction; `secrets`: names of this deed to hide besides SECRET_PARTS.

        Of `before` and `after` together only what differs is kept.
        """
        owner = organization_id or self.organization_id
        was, became = _difference(presentable(before, secrets), presentable(after, secrets))
        told = AuditRecorded(
            id=uuid7(),
            at=outbox.now(),
            source_type=self.source_type,
            source=self.source,
            organization_id=owner,
            session_id=session_id,
            link_type=link.type,
            link_id=None if link.id is None else str(link.id),
            link_label=link.label,
            operation=operation,
            description=description,
            arguments=presentable(arguments, secrets) or {},
            before=was,
            after=became,
            address=self.address,
            user_agent=self.user_agent,
            result=result,
        )
        outbox.record(told, key=owner or NOBODY, subject=told.id)
        _TOLD.get().add(operation)


def presentable(values: Mapping[str, Any] | None, secrets: Collection[str] = ()) -> dict[str, Any] | None:
    """Plain JSON of `values`; what is named like a secret (at any depth) shows only that it is there."""
    if values is None:
        return None
    plain = to_jsonable_python(dict(values), fallback=str)
    return {name: _hidden(name, value, secrets) for name, value in plain.items()}


def _hidden(name: str, value: Any, secrets: Collection[str]) -> Any:
    if value is not None and (name in secrets or any(part in name.lower() for part in SECRET_PARTS)):
        return value if isinstance(value, bool) else HIDDEN
    if isinstance(value, dict):
        return {inner: _hidden(inner, one, secrets) for inner, one in value.items()}
    return [_hidden("", one, secrets) for one in value] if isinstance(value, list) else value


def _difference(
    before: dict[str, Any] | None, after: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if before is None or after is None:
        return before, after
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in changed}, {name: after.get(name) for name in changed}


def visitor_of(request: Request, principal: Principal | None = None) -> Audit:
    """Who asks, or an unnamed visitor; the address is that behind the trusted proxy (uvicorn has put it there)."""
    return Audit(
        "user",
        principal.login if principal else "",
        principal.organization_id if principal else None,
        request.client.host if request.client else None,
        request.headers.get("user-agent", "")[:_LONGEST_AGENT] or None,
    )


async def _audit(request: Request, principal: Annotated[Principal, Depends(current_principal)]) -> Audit:
    return visitor_of(request, principal)


async def _visitor(request: Request) -> Audit:
    return visitor_of(request)


AuditDep = Annotated[Audit, Depends(_audit)]
"""The signed-in caller, ready to be recorded."""
VisitorDep = Annotated[Audit, Depends(_visitor)]
"""Who is not signed in (yet); `named(login)` once it is known who he is."""


def forgotten(operation: str) -> None:
    """The deed was done and nobody told of it: a fault of the program. In tests it fails the test (testing.plugin)."""
    log.error("audit.deed_not_recorded", operation=operation)


def told_before() -> None:
    """A repeated request that changes nothing: its deed was recorded the first time."""
    _TOLD.get().add(_NOTHING_NEW)


class Audited:
    """Marks an endpoint whose deed is recorded as `operation`, and sees whether it was when the answer is no refusal.

    The record itself is made by the service layer. `may_be_nothing`: it also succeeds where there is nothing to do.
    """

    def __init__(self, operation: str, *, may_be_nothing: bool) -> None:
        self.operation, self._may_be_nothing = operation, may_be_nothing

    async def __call__(self) -> AsyncIterator[None]:
        told: set[str] = set()
        _TOLD.set(told)
        yield
        if not self._may_be_nothing and told.isdisjoint({self.operation, _NOTHING_NEW}):
            forgotten(self.operation)


def audited(operation: str, *, may_be_nothing: bool = False) -> Any:
    """`@router.post("", dependencies=[audited("user_created")])`."""
    return Depends(Audited(operation, may_be_nothing=may_be_nothing))
