from fastapi import APIRouter

from identity_api.rights.listing import RIGHT_LIST

router = APIRouter(prefix="/rights", tags=["roles"])
RIGHT_LIST.mount(router)
