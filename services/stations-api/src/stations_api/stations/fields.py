"""Field types of a station's forms, and the connectors that a person declares."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from stations_api.connectors.declared import Declared
from stations_api.connectors.types import ConnectorType, Supply
from stations_api.stations.types import Link

LARGEST_POWER_W = 10_000_000


def _unique_numbers(connectors: "list[ConnectorIn]") -> "list[ConnectorIn]":
    if len({one.number for one in connectors}) != len(connectors):
        raise ValueError("two connectors have the same number")
    return connectors


def _blank_is_none(value: Any) -> Any:
    return None if value == "" else value


def text_of(most: int) -> Any:
    """A required text of one line."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=r"^[^\x00-\x1f\x7f]+$")


def note_of(most: int) -> Any:
    """A text that may be empty."""
    return StringConstraints(strip_whitespace=True, max_length=most, pattern=r"^[^\x00]*$")


Number = Annotated[str, text_of(100)]
Name = Annotated[str, text_of(300)]
Key = Annotated[str, StringConstraints(strip_whitespace=True, max_length=48, pattern=r"^[^/:\x00-\x20\x7f]+$")]
"""Last part of the websocket path: no slash, colon or blank; OCPP-J allows 48 characters."""
Secret = Annotated[str, StringConstraints(min_length=16, max_length=128, pattern=r"^[\x21-\x7e]+$")]
Address = Annotated[str, note_of(1000)]
ShortText = Annotated[str, note_of(50)]
LongText = Annotated[str, note_of(1000)]
Hours = Annotated[str, note_of(200)]
PowerW = Annotated[int, Field(ge=0, le=LARGEST_POWER_W)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Quantity = Annotated[float, Field(ge=0, le=1_000_000)]
WholeQuantity = Annotated[int, Field(ge=0, le=1_000_000)]
RegisterWh = Annotated[int, Field(ge=0, lt=2**53)]
Login = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=150)]
Shown = Annotated[str | None, BeforeValidator(_blank_is_none)]


class ConnectorIn(BaseModel):
    """A connector as a person declares it (STN-212..216); without `supply` it follows from the type.

    `meter_reading_wh`: present register of its meter. `evse_id`, `evse_connector_id`: what OCPP 2.0.1 calls it, when
    the person knows; fixed for ever by that.
    """

    model_config = ConfigDict(extra="forbid")

    number: Annotated[int, Field(ge=1, le=10_000)]
    type: ConnectorType
    name: Annotated[str | None, note_of(300)] = None
    supply: Supply | None = None
    max_power_w: PowerW | None = None
    meter_reading_wh: RegisterWh | None = None
    evse_id: Annotated[int | None, Field(ge=1, le=255)] = None
    evse_connector_id: Annotated[int, Field(ge=1, le=99)] = 1


def declared_by(connectors: Sequence[ConnectorIn]) -> dict[int, Declared]:
    """What was entered, by connector number."""
    return {
        one.number: Declared(one.type, one.max_power_w, one.name, one.supply, one.meter_reading_wh)
        for one in connectors
    }


def evses_of(connectors: Sequence[ConnectorIn]) -> dict[int, tuple[int, int]]:
    """Declared pairs of 2.0.1 by connector number."""
    return {one.number: (one.evse_id, one.evse_connector_id) for one in connectors if one.evse_id is not None}


Subprotocol = Literal[Link.OCPP16, Link.OCPP201, Link.OCPP21]
Links = Annotated[list[Subprotocol], Field(min_length=1, max_length=3)]
"""A native station has one protocol: there is nothing to choose."""
Connectors = Annotated[list[ConnectorIn], Field(max_length=64), AfterValidator(_unique_numbers)]
