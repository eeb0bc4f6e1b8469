"""Forms filled in, and the secrets that the tests know."""

from typing import Any

import httpx
from common.ids import uuid7

ADMIN_PASSWORD = "Admin-Password-1"
CLIENT_SECRET = "machine-secret"
PASSWORD = "Zaryad2026"


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid7().hex[-10:]}"


def new_user(*roles: str, **fields: Any) -> dict[str, Any]:
    plain = {"login": unique("user"), "phone": "+79998887766", "password": PASSWORD}
    return plain | {"roles": list(roles or ("viewer",))} | fields


def new_organization(**fields: Any) -> dict[str, Any]:
    return {"legal_name": unique("org"), "type": "network_owner", "tax_system": "osn"} | fields


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def fields_of(answer: httpx.Response) -> list[tuple[str, str]]:
    """Which fields are wrong, and why."""
    return [(error["field"], error["code"]) for error in answer.json()["params"]["fields"]]
