"""Refused rights in the security log: who tried to see or change what without the right to (OWASP A09).

The refused request's transaction is gone, so that the record is written in one of its own. Once a minute for a person
and a right, and a bounded number a minute altogether: a program that knocks all day must not fill the log.
"""

import time
from collections import OrderedDict
from typing import Any
from uuid import UUID

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from common.audit import visitor_of
from common.auth import Principal, RightMissing
from common.errors import domain_problem
from common.outbox import Outbox

log = structlog.get_logger()
WINDOW_SECONDS = 60.0
MOST_IN_A_WINDOW = 60


class RefusalLimit:
    """Says which refusals are worth a record. `now` in seconds, never going back."""

    def __init__(self, window: float = WINDOW_SECONDS, most: int = MOST_IN_A_WINDOW) -> None:
        self._window, self._most = window, most
        self._seen = OrderedDict[tuple[UUID, str], float]()

    def allows(self, subject: UUID, right: str, now: float) -> bool:
        while self._seen and next(iter(self._seen.values())) <= now - self._window:
            self._seen.popitem(last=False)
        if (subject, right) in self._seen or len(self._seen) >= self._most:
            return False
        self._seen[subject, right] = now
        return True


def log_refusals(app: FastAPI, outbox_table: type[Any] | None, service: str) -> None:
    """From now on a missing right is recorded; the answer stays what it is."""
    limit = RefusalLimit()

    async def refused(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RightMissing)
        if outbox_table is not None:
            principal: Principal = await app.state.authenticator.principal(request)
            if limit.allows(principal.subject, error.params["right"], time.monotonic()):
                await _record(request, principal, error, outbox_table, service)
        return domain_problem(error)

    app.add_exception_handler(RightMissing, refused)


async def _record(
    request: Request, principal: Principal, error: RightMissing, outbox_table: type[Any], service: str
) -> None:
    """The answer never waits for a database that is away."""
    told = {"right": error.params["right"], "method": request.method, "path": request.url.path}
    try:
        async with request.app.state.sessions.begin() as session:
            outbox = Outbox(session, outbox_table, service, request.app.state.clock)
            visitor_of(request, principal).record(outbox, "right_refused", arguments=told, result="refused")
    except (SQLAlchemyError, OSError) as failure:
        log.warning("audit.refusal_not_recorded", error=repr(failure)[:300], **told)
