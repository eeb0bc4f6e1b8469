"""Records of the protocol log, put together by hand: every message of a station makes two of them."""

from datetime import datetime
from typing import Final

import msgspec
from common.events import type_headers

from csms_gateway.events import FRAME_LOGGED
from csms_gateway.publishing.envelopes import START, EnvelopeWriter, next_id, time_text

HEADERS: Final = type_headers(FRAME_LOGGED)
IN: Final = b"in"
OUT: Final = b"out"
_LOGGED_BYTES: Final = 300_000
_WRITER: Final = EnvelopeWriter(FRAME_LOGGED)
_json: Final = msgspec.json.Encoder().encode


class FrameLog:
    """Frames of one connection as frame.logged.v1."""

    __slots__ = ("_before_direction", "_before_time")

    def __init__(self, station_id: str, epoch: int) -> None:
        self._before_time = _WRITER.before(station_id)
        self._before_direction = b'%b{"station_id":"%b","epoch":%d,"direction":"' % (
            _WRITER.schema,
            station_id.encode(),
            epoch,
        )

    def record(self, direction: bytes, raw: bytes, at: datetime) -> bytes:
        """The record of one frame; what is no UTF-8 in it is replaced."""
        time, text = time_text(at), _json(raw[:_LOGGED_BYTES].decode("utf-8", "replace"))
        return b"".join(
            (START, next_id(), self._before_time, time, self._before_direction, direction,
             b'","at":', time, b',"raw":', text, b"}}")
        )  # fmt: skip
