"""Deeds of persons, for the security log: recorded beside the change, in its transaction.

deeds.py of a service:  DeedsDep = Annotated[Deeds, Depends(deeds_into(OutboxMessage, SOURCE))]
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from common.audit import Audit, AuditDep, Link
from common.clock import Clock
from common.db import SessionDep
from common.outbox import Outbox, OutboxRow


@dataclass(frozen=True)
class Deeds:
    """Somebody's deeds within one transaction."""

    audit: Audit
    outbox: Outbox

    def record(
        self,
        operation: str,
        link: Link,
        organization_id: UUID | None,
        *,
        session_id: UUID | None = None,
        arguments: Mapping[str, Any] | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """`before` and `after` together: the log keeps what differs."""
        self.audit.record(
            self.outbox,
            operation,
            link,
            organization_id=organization_id,
            session_id=session_id,
            arguments=arguments,
            before=before,
            after=after,
        )


def deeds_of_service(session: AsyncSession, clock: Clock, table: type[OutboxRow], source: str) -> Deeds:
    """Deeds of the service itself: nobody asked for them."""
    return Deeds(Audit.of_service(source), Outbox(session, table, source, clock))


def deeds_into(table: type[OutboxRow], source: str) -> Callable[..., Deeds]:
    """The dependency of a service with that outbox: deeds of who asks."""

    def deeds(request: Request, session: SessionDep, audit: AuditDep) -> Deeds:
        return Deeds(audit, Outbox(session, table, source, request.app.state.clock))

    return deeds
