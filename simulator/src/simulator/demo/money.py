"""Money that does not always go smoothly: refused payments, debts, a repetition, refunds."""

import asyncio
import time
from decimal import Decimal

from simulator.api import Api, ApiError, Json
from simulator.demo import receiver
from simulator.demo.state import Progress

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


async def settle(api: Api, progress: Progress, webhook_port: int) -> None:
    """When the payments of the history have ended: a faultless sandbox, repetitions and refunds, once.

    Webhooks are subscribed before these, so that they are the first events told, and not thousands of the past.
    """
    await _all_ended(api, progress)
    await api.put("payments/sandbox", FAULTLESS)
    await receiver.subscribe(api, webhook_port)
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


async def _all_ended(api: Api, progress: Progress) -> None:
    """They are shown as they end, at most until the patience is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    progress.phase("Payments", await _total(api))
    while time.monotonic() < deadline:
        under_way = sum([await _total(api, status) for status in UNDER_WAY])
        total = await _total(api)
        progress.stand(max(progress.done, total - under_way), total)
        if not under_way:
            return
        await asyncio.sleep(POLL_SECONDS)


async def _total(api: Api, status: str | None = None) -> int:
    return int((await api.get("payments", status=status, limit=1))["total"])


async def _try(api: Api, path: str, body: Json) -> None:
    try:
        await api.post(path, body)
    except ApiError as error:  # somebody was faster, or it is over already: the demo shows what there is
        print(f"{path}: {error}", flush=True)
