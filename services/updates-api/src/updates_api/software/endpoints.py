from fastapi import APIRouter

from updates_api.software.listing import SOFTWARE_LIST

router = APIRouter(prefix="/software", tags=["software"])
SOFTWARE_LIST.mount(router)
