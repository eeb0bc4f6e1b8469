"""Create through the REST API what the demo shows; what is there already stays as it is."""

import secrets
from collections.abc import Iterable
from typing import Any

from simulator.api import Api, Json
from simulator.demo.people import STAFF, cards, drivers
from simulator.demo.places import CITIES, OPERATORS, PREFIX, Place
from simulator.identity import station_secret
from simulator.protocols import speech
from simulator.replay.progress import Reporter
from simulator.replay.provision import CUSTOMER_ROLE, created_or_none

ZONE = "Europe/Moscow"
PHONE_PREFIX = "+7999000"
TARIFFS: tuple[Json, ...] = (
    {"name": "Быстрая зарядка днём", "price_kwh": "24.00", "price_start": "15.00", "price_idle_minute": "5.00",
     "free_idle_minutes": 10, "connector_types": ["ccs2", "chademo", "gbt"], "periodicity": "daily",
     "window_start": "07:00", "window_end": "23:00", "priority": 60},
    {"name": "Быстрая зарядка ночью", "price_kwh": "16.00", "connector_types": ["ccs2", "chademo", "gbt"],
     "periodicity": "daily", "window_start": "23:00", "window_end": "07:00", "priority": 60},
    {"name": "Медленная зарядка", "price_kwh": "12.00", "connector_types": ["type2"], "periodicity": "permanent",
     "priority": 55},
)  # fmt: skip


async def provision(api: Api, places: Iterable[Place], seed: str, reporter: Reporter) -> dict[str, str]:
    """Everything before the first session; gives the id of each station by its number."""
    chosen = list(places)
    people = [*STAFF, *drivers()]
    reporter.phase("Stations and people", len(chosen) + len(people))
    organizations = await ensure(
        api, "organizations", "name", [company(name, place) for place, name in enumerate(OPERATORS, 1)]
    )
    regions = await ensure(api, "regions", "name", [{"name": city.name, "time_zone": ZONE} for city in CITIES])
    await ensure(api, "tariffs", "name", TARIFFS)
    ids = await provision_stations(api, chosen, seed, organizations, regions, reporter)
    await provision_people(api, seed, organizations, reporter)
    return ids


def company(name: str, place: int) -> Json:
    """The form of an organisation, filled in; its numbers belong to nobody."""
    address = f"Москва, Тестовая улица, {place}"
    return {
        "name": name,
        "legal_name": f"ООО «{name}»",
        "type": "network_owner",
        "tax_system": "osn",
        "inn": f"770000000{place}",
        "kpp": f"77000000{place}",
        "okpo": f"0000000{place}",
        "legal_address": address,
        "actual_address": address,
        "contact_data": f"{PHONE_PREFIX}900{place}, office{place}@example.org",
    }


async def ensure(api: Api, noun: str, key: str, bodies: Iterable[Json]) -> dict[str, str]:
    """Create the things that no item of the list has as its `key`; id by key."""
    ids = {str(item[key]): str(item["id"]) async for item in api.pages(noun)}
    for body in bodies:
        if body[key] not in ids:
            ids[body[key]] = str((await api.post(noun, body))["id"])
    return ids


async def provision_stations(
    api: Api,
    places: Iterable[Place],
    seed: str,
    organizations: dict[str, str],
    regions: dict[str, str],
    reporter: Reporter,
) -> dict[str, str]:
    """The stations that are missing; id by number."""
    ids = {item["number"]: item["id"] async for item in api.pages("stations", q=PREFIX + "0")}
    for place in places:
        number = place.member.number
        if number not in ids:
            body = station_body(place, station_secret(seed, number))
            body |= {"organization_id": organizations[place.operator], "region_id": regions[place.city]}
            ids[number] = str((await api.post("stations", body))["id"])
        reporter.advance()
    return ids


def station_body(place: Place, secret: str) -> Json:
    """The form of a station, filled in; a native one is of our own make."""
    member = place.member
    protocol = speech(member.protocol).station_protocol
    return {
        "number": member.number,
        "key": member.number,
        "name": member.site,
        "address": place.address,
        "protocol": protocol,
        "kind": "regular" if protocol == "native" else "external",
        "maker": member.model.maker,
        "model": member.model.name,
        "serial_number": f"{member.model.maker[:3].upper()}-{member.number.removeprefix(PREFIX)}",
        "power_limit_w": member.model.power_limit_w,
        "secret": secret,
        "is_activated": True,
        "connectors": [
            {"number": number, "type": plug.type, "max_power_w": plug.max_power_w}
            for number, plug in enumerate(member.model.plugs, 1)
        ],
    }


async def provision_people(api: Api, seed: str, organizations: dict[str, str], reporter: Reporter) -> None:
    """Staff of the first operator, drivers with cards. Nobody knows their passwords: an administrator sets new ones."""
    known = {item["login"]: item["id"] async for item in api.pages("users")}
    for number, colleague in enumerate(STAFF):
        body = person(colleague.login, colleague.first_name, colleague.last_name, f"{PHONE_PREFIX}{number:04d}")
        body |= {"roles": [colleague.role], "organization_id": organizations[OPERATORS[0]]}
        if colleague.login not in known:
            await created_or_none(api.post("users", body))
        reporter.advance()
    numbers = cards(seed)
    for driver in drivers():
        if driver.login not in known:
            body = person(driver.login, driver.first_name, driver.last_name, driver.phone)
            created = await api.post("users", body | {"roles": [CUSTOMER_ROLE]})
            card = {"user_id": created["id"], "kind": "rfid", "number": numbers[driver.user.id]}
            await created_or_none(api.post("credentials", card))
        reporter.advance()


def person(login: str, first_name: str, last_name: str, phone: str) -> dict[str, Any]:
    """The form of a user, without roles."""
    return {
        "login": login,
        "first_name": first_name,
        "last_name": last_name,
        "phone": phone,
        "password": f"Aa1{secrets.token_urlsafe(24)}",
    }
