"""Create through the REST API what a replay needs; what is there already stays as it is."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from simulator.api import Api, ApiError, Json
from simulator.identity import station_secret
from simulator.replay.plan import ReplayPlan, StationPlan
from simulator.replay.progress import Reporter

CONFLICT = 409
CUSTOMER_ROLE = "customer"
PHONE = "+70000000000"
"""The form wants one; nobody calls the drivers of a replay."""


async def provision(api: Api, plan: ReplayPlan, seed: str, reporter: Reporter, protocol: str = "1.6") -> dict[str, str]:
    """Stations with connectors and secrets, users with cards. Gives the id of each station by its number.

    Raises:
        ApiError: something was refused for another reason than that it exists.

    """
    reporter.phase("Stations and users", len(plan.stations) + len(plan.users))
    ids = await provision_stations(api, plan.stations, partial(station_secret, seed), reporter, protocol)
    await provision_users(api, plan.data_set.name, plan.users, reporter)
    return ids


async def provision_stations(
    api: Api,
    stations: Iterable[StationPlan],
    secret_of: Callable[[str], str],
    reporter: Reporter,
    protocol: str = "1.6",
) -> dict[str, str]:
    """Create the stations that are missing; id by number."""
    existing = {item["number"]: item["id"] async for item in api.pages("stations", sort="number")}
    regions = {item["time_zone"]: item["id"] async for item in api.pages("regions")}
    ids = {}
    for station in stations:
        region_id = regions.get(station.zone) or await create_region(api, station.zone)
        regions[station.zone] = region_id
        ids[station.number] = existing.get(station.number) or await create_station(
            api, station, region_id, secret_of(station.number), protocol
        )
        reporter.advance()
    return ids


async def create_region(api: Api, zone: str) -> str:
    """A region for the stations of a zone that no region has yet."""
    region = await api.post("regions", {"name": zone, "time_zone": zone})
    return str(region["id"])


async def create_station(api: Api, station: StationPlan, region_id: str, secret: str, protocol: str) -> str:
    """Create one station, active, with the secret that it will present; native ones are of our own make."""
    body = {
        "number": station.number,
        "key": station.number,
        "name": station.site or f"{station.maker} {station.number}",
        "region_id": region_id,
        "protocol": protocol,
        "kind": "regular" if protocol == "native" else "external",
        "maker": station.maker,
        "model": station.model,
        "address": station.site,
        "is_activated": True,
        "secret": secret,
        "connectors": [
            {"number": number, "type": kind.type, "max_power_w": kind.max_power_w}
            for number, kind in sorted(station.connectors.items())
        ],
    }
    created = await created_or_none(api.post("stations", body))
    if created is None:  # an earlier try had reached the service
        found = [item async for item in api.pages("stations", q=station.number) if item["number"] == station.number]
        created = found[0]
    return str(created["id"])


def logins_of(plan: ReplayPlan) -> list[str]:
    """Of all drivers of the replay."""
    return [login_of(plan.data_set.name, user_id) for user_id in plan.users]


def login_of(name: str, user_id: str) -> str:
    return f"{name}-{user_id}".lower()


async def provision_users(api: Api, name: str, users: dict[str, str], reporter: Reporter) -> None:
    """A user with one card for each user id; `name` comes before the logins."""
    prefix = f"{name}-"
    existing = {item["login"]: item["id"] async for item in api.pages("users", q=prefix)}
    gate = asyncio.Semaphore(4)

    async def provision_user(user_id: str, card: str) -> None:
        async with gate:
            login = login_of(name, user_id)
            owner = existing.get(login) or await create_user(api, login)
            await created_or_none(api.post("credentials", {"user_id": owner, "kind": "rfid", "number": card}))
        reporter.advance()

    await asyncio.gather(*(provision_user(user_id, card) for user_id, card in users.items()))


async def create_user(api: Api, login: str) -> str:
    """Create a customer; find him when an earlier try had reached the service."""
    form = {"login": login, "phone": PHONE, "password": f"Aa1{secrets.token_urlsafe(24)}", "roles": [CUSTOMER_ROLE]}
    created = await created_or_none(api.post("users", form))
    if created is None:
        found = [item async for item in api.pages("users", q=login) if item["login"] == login]
        created = found[0]
    return str(created["id"])


async def created_or_none(creation: Awaitable[Any]) -> Json | None:
    """What was created; None when it exists already."""
    try:
        return dict(await creation)
    except ApiError as error:
        if error.status != CONFLICT:
            raise
        return None
