"""Files of one session: how they are asked for and what they are called."""

import re
from typing import Annotated

from common.export import Format, Language
from common.listing import ZoneName
from pydantic import BaseModel, ConfigDict, Field

from sessions_api.sessions.models import Session

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_SHORT = 8


class HistoryExport(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Format = "xlsx"
    language: Language = "ru"
    time_zone: Annotated[ZoneName | None, Field(description="IANA name; default: the zone of the station")] = None


def file_stem(session: Session) -> str:
    """`EVSE186-7f1c3daa`: a header takes plain letters only."""
    return f"{_ODD.sub('_', session.station_number) or 'session'}-{session.id.hex[-_SHORT:]}"


def attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
