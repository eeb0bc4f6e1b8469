"""«Мои фильтры» of the administrator: they belong to a person, so he signs in for them, once."""

from pathlib import Path
from typing import Final

import httpx

from simulator.api import Json

VIEWS: Final[tuple[Json, ...]] = (
    {"page": "stations", "name": "Неисправны", "search": "technical_status=out_of_order"},
    {"page": "stations", "name": "Нет связи", "search": "technical_status=offline"},
    {"page": "sessions", "name": "Идут сейчас", "search": "only_active=true"},
    {"page": "sessions", "name": "Закончились ошибкой", "search": "state=error"},
    {
        "page": "sessions",
        "name": "Самые большие зарядки",
        "search": "hide_zero=true&sort=-energy_wh",
        "columns": ["station", "connector", "when", "energy", "max", "amount"],
    },
    {"page": "payments", "name": "Долги", "search": "status=error"},
    {"page": "payments", "name": "Возвраты", "search": "operation=refund"},
    {"page": "commands", "name": "Не удались", "search": "status=failed"},
)
"""By the id of a list: a name, and what stands in the address."""
DONE: Final = "views.done"
TIMEOUT_SECONDS = 30.0


async def keep(base: str, login: str | None, password: str | None, folder: Path) -> None:
    """At the first start only: later the password may be another one, and nobody wants these back."""
    done = folder / DONE
    if not (login and password) or done.exists():
        return
    done.touch()
    async with httpx.AsyncClient(base_url=base, timeout=TIMEOUT_SECONDS, trust_env=False) as browser:
        try:
            await save(browser, login, password)
        except httpx.HTTPError as error:  # the network lives without them
            print(f"views: {error!r}", flush=True)


async def save(browser: httpx.AsyncClient, login: str, password: str) -> None:
    """Signs in as a browser does, saves what is missing, signs out.

    Raises:
        httpx.HTTPError: refused or not reached.

    """
    signed_in = await browser.post("/auth/sign-in", json={"login": login, "password": password})
    signed_in.raise_for_status()
    browser.headers["X-CSRF-Token"] = next(value for name, value in browser.cookies.items() if name.endswith("csrf"))
    try:
        found = (await browser.get("/me/views")).raise_for_status().json()
        known = {(one["page"], one["name"]) for one in found}
        for position, view in enumerate(VIEWS):
            if (view["page"], view["name"]) not in known:
                (await browser.post("/me/views", json={**view, "position": position})).raise_for_status()
    finally:
        await browser.post("/auth/sign-out")
