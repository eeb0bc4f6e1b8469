"""The variables of a station: device model (2.0.1) or configuration keys (1.6) as it last told them."""

from typing import Annotated, Any

from common.export import Column
from common.listing import Below, Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import Field

from stations_api.device_variables.models import DeviceVariable
from stations_api.device_variables.schemas import VariableRead
from stations_api.stations.visibility import station_is_visible


def _found(text: str) -> Any:
    path, value = DeviceVariable.path, DeviceVariable.value
    return path.icontains(text, autoescape=True) | value.icontains(text, autoescape=True)


class VariableQuery(ListQuery):
    """`q`: part of the variable's or component's name, or of the value."""

    component: Annotated[str | None, Where(lambda name: DeviceVariable.component == name), Field(max_length=100)] = None
    variable: Annotated[str | None, Where(lambda name: DeviceVariable.variable == name), Field(max_length=100)] = None
    q: Annotated[str | None, Where(_found), Field(min_length=3, max_length=100)] = None


VARIABLE_LIST = Listing(
    table=ListTable(key=DeviceVariable.path, default="path", sorts={"path": DeviceVariable.path}),
    entity=DeviceVariable,
    query=VariableQuery,
    read=VariableRead,
    right="stations:read",
    below=Below(DeviceVariable.station_id, "station_id"),
    check=station_is_visible,
    about="Device model (2.0.1) or configuration keys (1.6) as the station last told them.",
    columns=[
        Column("component", "Компонент", "Component"),
        Column("component_instance", "Экземпляр компонента", "Component instance"),
        Column("evse_id", "EVSE", "EVSE"),
        Column("connector_id", "Коннектор", "Connector"),
        Column("variable", "Переменная", "Variable"),
        Column("variable_instance", "Экземпляр переменной", "Variable instance"),
        Column("value", "Значение", "Value"),
        Column("unit", "Единица", "Unit"),
        Column("mutability", "Изменяемость", "Mutability"),
        Column("data_type", "Тип", "Type"),
        Column("reported_at", "Сообщено", "Reported", is_moment=True),
    ],
)
