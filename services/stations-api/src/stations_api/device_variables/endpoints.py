from fastapi import APIRouter

from stations_api.device_variables.listing import VARIABLE_LIST

router = APIRouter(prefix="/stations/{station_id}/variables", tags=["stations"])
VARIABLE_LIST.mount(router, noun="variables")
