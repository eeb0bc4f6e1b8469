"""Money that does not always go smoothly: refused payments, debts, a repetition, refunds."""

import asyncio
import time
from decimal import Decimal

from simulator.api import Api, ApiError, Json

REFUSED = [f"{Decimal('0.48') * number:.2f}" for number in range(800, 900)]
"""Amounts that the sandbox declines while the history is told: about one session of a hundred costs one of them."""
FAULTLESS: Json = {"refuse": []}
DEBTS_LEFT = 4
REFUNDS = 6
UNDER_WAY = ("preparation", "default", "processing", "completing")
PATIENCE_SECONDS = 45.0
POLL_SECONDS = 1.0


async def misbehave(api: Api) -> None:
    """From now on the sandbox refuses some payments."""
    await api.put("payments/sandbox", {"refuse": REFUSED})


async def settle(api: Api) -> None:
    """When the payments of the history have ended: a faultless sandbox, repetitions and refunds, once."""
    await _all_ended(api)
    await api.put("payments/sandbox", FAULTLESS)
    if (await api.get("payments", operation="refund", limit=1))["total"]:
        return
    refused = (await api.get("payments", status="error", limit=100))["items"]
    for payment in refused[DEBTS_LEFT:]:
        await _try(api, f"payments/{payment['id']}/repeat", {})
    paid = await api.get("payments", status="completed", operation="payment", limit=REFUNDS, sort="-amount")
    for number, payment in enumerate(paid["items"]):
        await _try(api, f"payments/{payment['id']}/refund", refund(number, payment["amount"]))


def refund(number: int, amount: str) -> Json:
    """Every third goes back as a whole, the others in part."""
    if number % 3 == 0:
        return {"reason": "Сессия прервалась по вине станции"}
    return {"amount": f"{Decimal(amount) / 4:.2f}", "reason": "Простой начислен по ошибке"}


async def _all_ended(api: Api) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        counts = [(await api.get("payments", status=status, limit=1))["total"] for status in UNDER_WAY]
        if not any(counts):
            return
        await asyncio.sleep(POLL_SECONDS)


async def _try(api: Api, path: str, body: Json) -> None:
    try:
        await api.post(path, body)
    except ApiError as error:  # somebody was faster, or it is over already: the demo shows what there is
        print(f"{path}: {error}", flush=True)
