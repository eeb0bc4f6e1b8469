from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends

from identity_api.security_log.errors import EntryNotFound
from identity_api.security_log.listing import SECURITY_LOG
from identity_api.security_log.models import SecurityLogEntry
from identity_api.security_log.repository import SecurityLogRepository
from identity_api.security_log.schemas import SecurityLogRead

router = APIRouter(prefix="/security-log", tags=["security-log"])
Reader = Annotated[Principal, Depends(require("security-log:read"))]
SECURITY_LOG.mount(router)


@router.get("/{entry_id}", response_model=SecurityLogRead)
async def read_security_log_entry(entry_id: UUID, principal: Reader, session: SessionDep) -> SecurityLogEntry:
    entry = await SecurityLogRepository(session).get(principal, entry_id)
    if entry is None:
        raise EntryNotFound(entry_id)
    return entry
