from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends

from stations_api.incidents.errors import IncidentNotFound
from stations_api.incidents.listing import INCIDENT_LIST
from stations_api.incidents.models import Incident
from stations_api.incidents.repository import IncidentRepository
from stations_api.incidents.schemas import IncidentRead

router = APIRouter(prefix="/incidents", tags=["incidents"])
Reader = Annotated[Principal, Depends(require("incidents:read"))]
INCIDENT_LIST.mount(router)


@router.get("/{incident_id}", response_model=IncidentRead)
async def read_incident(incident_id: UUID, principal: Reader, session: SessionDep) -> Incident:
    found = await IncidentRepository(session).get(principal, incident_id)
    if found is None:
        raise IncidentNotFound(incident_id)
    return found
