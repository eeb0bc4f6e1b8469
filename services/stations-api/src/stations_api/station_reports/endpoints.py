from fastapi import APIRouter

from stations_api.station_reports.listing import REPORT_LIST

router = APIRouter(prefix="/operation-log", tags=["operation-log"])
REPORT_LIST.mount(router)
