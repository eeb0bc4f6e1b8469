"""The sandbox calls back: a signed POST that says «something has become of this order».

What it became is not believed but asked for: a call-back that comes twice, late, or from a stranger moves no money.
"""

import hashlib
import hmac
from uuid import UUID

import httpx
import orjson

from billing_api.sandbox.provider import CallBack
from billing_api.settings import BillingSettings

SIGNATURE_HEADER = "X-Sandbox-Signature"
PATH = "/api/v1/payments/callbacks/sandbox"


def signature(key: str, body: bytes) -> str:
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def is_signed(key: str, body: bytes, given: str) -> bool:
    return hmac.compare_digest(signature(key, body), given)


def caller(settings: BillingSettings) -> CallBack:
    """Calls the API of this installation."""
    base = settings.sandbox_callback_url or f"http://{settings.host}:{settings.port}"

    async def call(payment_id: UUID) -> None:
        body = orjson.dumps({"payment_id": str(payment_id)})
        headers = {SIGNATURE_HEADER: signature(settings.sandbox_callback_key, body), "content-type": "application/json"}
        async with httpx.AsyncClient(timeout=5) as client:
            (await client.post(base + PATH, content=body, headers=headers)).raise_for_status()

    return call
