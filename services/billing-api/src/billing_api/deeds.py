"""Deeds of persons, for the security log: recorded beside the change, in its transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from common.audit import Audit, AuditDep, Link
from common.clock import Clock
from common.db import SessionDep
from common.outbox import Outbox
from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.db import SOURCE, OutboxMessage


@dataclass(frozen=True)
class Deeds:
    """Somebody's deeds within one transaction."""

    audit: Audit
    outbox: Outbox

    @classmethod
    def of(cls, session: AsyncSession, clock: Clock, audit: Audit | None = None) -> "Deeds":
        """Without `audit`: the service itself acts."""
        return cls(audit or Audit.of_service(SOURCE), Outbox(session, OutboxMessage, SOURCE, clock))

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


def _deeds(request: Request, session: SessionDep, audit: AuditDep) -> Deeds:
    return Deeds.of(session, request.app.state.clock, audit)


DeedsDep = Annotated[Deeds, Depends(_deeds)]
