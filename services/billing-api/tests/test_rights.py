"""Every operation names its right, and without it nothing is done."""

import httpx
import pytest
from billing_api.main import service
from common.ids import uuid7
from common.service import create_app, openapi
from common.testing.helpers import bearer

RIGHTS = {
    ("get", "/api/v1/charges"): "charges:read",
    ("get", "/api/v1/payments"): "payments:read",
    ("get", "/api/v1/payments/{payment_id}"): "payments:read",
    ("post", "/api/v1/payments/{payment_id}/cancel"): "payments:money",
    ("post", "/api/v1/payments/{payment_id}/repeat"): "payments:money",
    ("get", "/api/v1/tariffs"): "tariffs:read",
    ("post", "/api/v1/tariffs"): "tariffs:write",
    ("get", "/api/v1/tariffs/{tariff_id}"): "tariffs:read",
    ("patch", "/api/v1/tariffs/{tariff_id}"): "tariffs:write",
}


def test_every_operation_names_its_right() -> None:
    paths = openapi(create_app(service(), "api"))["paths"]
    found = {(method, path): one["x-right"] for path, methods in paths.items() for method, one in methods.items()}
    assert found == RIGHTS


@pytest.mark.parametrize(("method", "path"), list(RIGHTS))
async def test_nobody_acts_without_it(client: httpx.AsyncClient, method: str, path: str) -> None:
    url = path.removeprefix("/api/v1").format(payment_id=uuid7(), tariff_id=uuid7())
    others = sorted(set(RIGHTS.values()) - {RIGHTS[method, path]})
    body = {"name": "Т", "connector_types": ["ccs2"]} if method in {"post", "patch"} else None
    refused = await client.request(method, url, headers=bearer(*others), json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "right_missing")
    assert (await client.request(method, url, json=body)).status_code == 401
