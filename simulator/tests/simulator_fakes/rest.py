"""The REST API of the fake product, as far as the simulator uses it."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import FastAPI, Header, HTTPException, Query

from simulator_fakes.store import PRICE_KWH, Store

TOKEN = "fresh-token"
TARIFF = {
    "id": "t1", "revision": 1, "updated_at": "2024-01-01T00:00:00Z", "name": "Round the clock",
    "price_start": "0.00", "price_kwh": str(PRICE_KWH), "price_minute": None, "periodicity": "permanent",
    "valid_from": None, "valid_to": None, "priority": 4, "is_in_force": True,
    "connector_types": ["type1", "type2", "ccs2", "chademo", "gbt", "gbt_ac", "tesla"],
}  # fmt: skip

StationIds = Annotated[list[str], Query()]


def page(items: list[dict[str, Any]], limit: int, offset: int) -> dict[str, Any]:
    return {"items": items[offset : offset + limit], "total": len(items), "total_is_exact": True, "next_cursor": None}


def rest_api(store: Store) -> FastAPI:
    app = FastAPI()
    station_routes(app, store)
    user_routes(app, store)
    session_routes(app, store)
    return app


def station_routes(app: FastAPI, store: Store) -> None:
    @app.get("/api/v1/stations")
    async def stations(
        limit: int = 15, offset: int = 0, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        if authorization != f"Bearer {TOKEN}":
            raise HTTPException(401)
        return page(list(store.stations.values()), limit, offset)

    @app.post("/api/v1/stations", status_code=201)
    async def create_station(body: dict[str, Any]) -> dict[str, Any]:
        if body["number"] in store.stations:
            raise HTTPException(409)
        store.stations[body["number"]] = {**body, "id": f"id-{body['number']}"}
        return store.stations[body["number"]]

    @app.get("/api/v1/regions")
    async def regions(limit: int = 15, offset: int = 0) -> dict[str, Any]:
        return page(store.regions, limit, offset)

    @app.post("/api/v1/regions", status_code=201)
    async def create_region(body: dict[str, Any]) -> dict[str, Any]:
        store.regions.append({**body, "id": str(uuid4())})
        return store.regions[-1]


def user_routes(app: FastAPI, store: Store) -> None:
    @app.post("/api/v1/auth/token")
    async def token() -> dict[str, str]:
        return {"access_token": TOKEN}

    @app.get("/api/v1/users")
    async def users(limit: int = 15, offset: int = 0) -> dict[str, Any]:
        return page(list(store.users.values()), limit, offset)

    @app.post("/api/v1/users", status_code=201)
    async def create_user(body: dict[str, Any]) -> dict[str, Any]:
        store.users[body["login"]] = {**body, "id": str(uuid4())}
        return store.users[body["login"]]

    @app.post("/api/v1/credentials", status_code=201)
    async def create_credential(body: dict[str, Any]) -> dict[str, Any]:
        if body["number"] in store.cards:
            raise HTTPException(409)
        store.cards.add(body["number"])
        return body


def session_routes(app: FastAPI, store: Store) -> None:
    def of_stations(ids: list[str]) -> list[dict[str, Any]]:
        if store.is_forgetful:
            return []
        numbers = {station["number"] for station in store.stations.values() if station["id"] in ids}
        return [item for item in store.transactions.values() if item["station_number"] in numbers]

    @app.get("/api/v1/user-groups")
    @app.get("/api/v1/station-groups")
    async def groups() -> dict[str, Any]:
        return page([], 15, 0)

    @app.get("/api/v1/tariffs")
    async def tariffs() -> dict[str, Any]:
        return page([TARIFF], 15, 0)

    @app.get("/api/v1/transactions")
    async def transactions(station_id: str, limit: int = 15, offset: int = 0) -> dict[str, Any]:
        return page(of_stations([station_id]), limit, offset)

    @app.get("/api/v1/sessions")
    async def sessions(station_id: StationIds, limit: int = 15, offset: int = 0) -> dict[str, Any]:
        return page([store.session(item) for item in of_stations(station_id)], limit, offset)

    @app.get("/api/v1/sessions/summary")
    async def summary(station_id: StationIds) -> dict[str, Any]:
        items = of_stations(station_id)
        amount = sum(store.amount(item) for item in items)
        energy = sum(item["energy_wh"] or 0 for item in items)
        return {"count": len(items), "energy_wh": energy, "amount": str(amount), "currency": "RUB"}

    @app.get("/api/v1/payments")
    async def payments(limit: int = 15, offset: int = 0) -> dict[str, Any]:
        return page([store.payment(item) for item in store.ended()], limit, offset)

    @app.get("/api/v1/charges")
    async def charges() -> dict[str, Any]:
        return page([], 15, 0)
