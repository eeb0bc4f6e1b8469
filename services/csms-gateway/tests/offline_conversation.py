"""A frame in a conversation of its own, without a socket and without Kafka."""

from datetime import UTC, datetime

from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import Conversation, Handled
from csms_gateway.model_rules import ANY
from csms_gateway.ocpp201.memory import Memories
from csms_gateway.ocppj.routing import Tools
from csms_gateway.protocols import ocpp_protocols

NOW = datetime(2026, 11, 25, 10, 0, 1, tzinfo=UTC)
STATION = "01890000-0000-7000-8000-0000000000aa"


class Caller:
    station_id, epoch, connector_numbers = STATION, 1, (1,)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - read only
    rule = ANY


class NoCards:
    def find(self, _fingerprint: str) -> None:
        return None


def begin(version: str) -> Conversation:
    """A conversation that remembers nothing of another one."""
    tools = Tools(Authorizer(NoCards(), b"a", b"b"), lambda: 300, 300)
    return next(one for one in ocpp_protocols(tools, Memories()) if one.name == version).begin(Caller())


def take(version: str, raw: str | bytes) -> Handled:
    handled = begin(version).read(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"), NOW)
    assert isinstance(handled, Handled)
    return handled
