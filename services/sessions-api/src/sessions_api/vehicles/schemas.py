from datetime import datetime

from pydantic import BaseModel, ConfigDict


class VehicleRead(BaseModel):
    """Null where the vehicle said nothing. `remaining_seconds`: until the end of charging, as of `told_at`."""

    model_config = ConfigDict(from_attributes=True)

    uid: str | None = None
    battery_capacity_wh: int | None = None
    battery_voltage_v: float | None = None
    max_power_w: float | None = None
    max_voltage_v: float | None = None
    max_current_a: float | None = None
    remaining_seconds: int | None = None
    told_at: datetime | None = None
