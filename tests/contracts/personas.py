"""Who knocks: nobody, each standard role, and those whose token must not open anything."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import jwt
from common.auth import ISSUER
from common.testing.helpers import KEY_ID, bearer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from identity_api.seed.catalogue import read_catalogue

from .product import Operation, app_of, operations

EVERY: Final = "*"
WITHDRAWN: Final = UUID("0199e0a4-7c00-7000-8000-0000000000ff")
"""Whose access was withdrawn a moment ago."""
CATALOGUE: Final = read_catalogue()


def all_rights() -> frozenset[str]:
    return frozenset(right for one in operations() if (right := one.body["x-right"]) is not None)


def rights_by_role() -> Mapping[str, frozenset[str]]:
    """Standard roles in the order of the catalogue, with the rights that they are seeded with."""
    return {name: all_rights() if EVERY in codes else frozenset(codes) for name, codes in dict(CATALOGUE.roles).items()}


def forged() -> dict[str, str]:
    """A token with every right, signed by a key that is not ours."""
    claims = {
        "iss": ISSUER,
        "sub": str(WITHDRAWN),
        "rights": sorted(all_rights()),
        "organizations": "*",
        "exp": int(time.time()) + 600,
    }
    token = jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers={"kid": KEY_ID})
    return {"Authorization": f"Bearer {token}"}


def strangers() -> Mapping[str, dict[str, str]]:
    """Headers that open nothing, whatever rights they claim."""
    rights = sorted(all_rights())
    return {
        "nobody": {},
        "expired": bearer(*rights, lifetime=-1),
        "forged": forged(),
        "revoked": bearer(*rights, subject=WITHDRAWN),
    }


def withdraw(operation: Operation) -> None:
    app_of(operation.service).state.authenticator.revocations.take(WITHDRAWN, datetime.now(UTC))
