"""Groups of drivers and of stations with tariffs of their own, and one that is switched off."""

from simulator.api import Api, Json
from simulator.demo.people import drivers

TAXI, SEASIDE = "Такси «Ветер»", "Сочи у моря"
TAXI_DRIVERS = 6
SEASIDE_CITY = "Сочи"
FAST = ["ccs2", "chademo", "gbt"]


async def provision_groups(api: Api, stations: dict[str, str], seaside: list[str]) -> None:
    """The groups and their tariffs, as far as they are missing; `stations`: id by number."""
    users = {str(item["login"]): str(item["id"]) async for item in api.pages("users")}
    taxi = [users[driver.login] for driver in drivers()[:TAXI_DRIVERS] if driver.login in users]
    taxi_group = await _group(api, "user-groups", TAXI, taxi)
    seaside_group = await _group(api, "station-groups", SEASIDE, [stations[number] for number in seaside])
    known = {str(item["name"]) async for item in api.pages("tariffs")}
    for body in tariffs_of_groups(taxi_group, seaside_group):
        if body["name"] not in known:
            await api.post("tariffs", body)


async def _group(api: Api, noun: str, name: str, members: list[str]) -> str:
    known = {str(item["name"]): str(item["id"]) async for item in api.pages(noun)}
    if name in known:
        return known[name]
    return str((await api.post(noun, {"name": name, "member_ids": members}))["id"])


def tariffs_of_groups(taxi_group: str, seaside_group: str) -> tuple[Json, ...]:
    """For a group of users, for a group of stations on some days, and one that waits for its season."""
    return (
        {"name": "Такси, с минимумом", "price_kwh": "14.00", "minimum": "50.00", "maximum": "1500.00",
         "connector_types": FAST, "periodicity": "permanent", "user_group_id": taxi_group},
        {"name": "Сочи, выходные по минутам", "price_kwh": "10.00", "price_minute": "3.00",
         "connector_types": FAST, "periodicity": "weekly", "weekdays": [6, 7], "window_start": "10:00",
         "window_end": "22:00", "station_group_id": seaside_group},
        {"name": "Зимняя акция", "price_kwh": "9.00", "connector_types": ["type2", *FAST],
         "periodicity": "permanent", "is_in_force": False},
    )  # fmt: skip
