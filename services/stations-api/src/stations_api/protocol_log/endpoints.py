from fastapi import APIRouter

from stations_api.protocol_log.listing import FRAME_LIST

router = APIRouter(prefix="/protocol-log", tags=["protocol-log"])
FRAME_LIST.mount(router)
