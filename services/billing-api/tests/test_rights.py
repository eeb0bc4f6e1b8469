"""Every operation names its right, and without it nothing is done."""

from collections import defaultdict

import httpx
import pytest
from billing_api.main import service
from common.ids import uuid7
from common.service import create_app, openapi
from common.testing.helpers import bearer

RIGHTS = {
    ("get", "/api/v1/charges"): "charges:read",
    ("get", "/api/v1/charges/export"): "charges:read",
    ("get", "/api/v1/charges/{charge_id}/revisions"): "charges:read",
    ("get", "/api/v1/payments"): "payments:read",
    ("get", "/api/v1/payments/export"): "payments:read",
    ("get", "/api/v1/payments/sandbox"): "payments:read",
    ("put", "/api/v1/payments/sandbox"): "payments:money",
    ("get", "/api/v1/payments/{payment_id}"): "payments:read",
    ("post", "/api/v1/payments/{payment_id}/cancel"): "payments:money",
    ("post", "/api/v1/payments/{payment_id}/refund"): "payments:money",
    ("post", "/api/v1/payments/{payment_id}/repeat"): "payments:money",
    ("get", "/api/v1/tariffs"): "tariffs:read",
    ("get", "/api/v1/tariffs/export"): "tariffs:read",
    ("post", "/api/v1/tariffs"): "tariffs:write",
    ("get", "/api/v1/tariffs/{tariff_id}"): "tariffs:read",
    ("patch", "/api/v1/tariffs/{tariff_id}"): "tariffs:write",
    ("delete", "/api/v1/tariffs/{tariff_id}"): "tariffs:write",
    ("post", "/api/v1/tariffs/{tariff_id}/copy"): "tariffs:write",
    ("post", "/api/v1/tariffs/calculate"): "tariffs:read",
    **{
        (method, f"/api/v1/{noun}{below}"): f"tariffs:{verb}"
        for noun in ("user-groups", "station-groups")
        for method, below, verb in (
            ("get", "", "read"),
            ("get", "/export", "read"),
            ("post", "", "write"),
            ("get", "/{group_id}", "read"),
            ("patch", "/{group_id}", "write"),
            ("delete", "/{group_id}", "write"),
        )
    },
}


def test_every_operation_names_its_right() -> None:
    paths = openapi(create_app(service(), "api"))["paths"]
    found = {(method, path): one["x-right"] for path, methods in paths.items() for method, one in methods.items()}
    assert {
        operation: right for operation, right in found.items() if right and not right.startswith("dead-letters:")
    } == RIGHTS


@pytest.mark.parametrize(("method", "path"), list(RIGHTS))
async def test_nobody_acts_without_it(client: httpx.AsyncClient, method: str, path: str) -> None:
    url = path.removeprefix("/api/v1").format_map(defaultdict(uuid7))
    others = sorted(set(RIGHTS.values()) - {RIGHTS[method, path]})
    body = {"name": "Т", "connector_types": ["ccs2"]} if method in {"post", "patch", "put"} else None
    refused = await client.request(method, url, headers=bearer(*others), json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "right_missing")
    assert (await client.request(method, url, json=body)).status_code == 401
