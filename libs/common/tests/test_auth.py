"""Keys of identity-api and the tokens signed by them: what is refused, and what an outage or a flood does."""

import time
from base64 import urlsafe_b64encode
from typing import Any

import httpx
import jwt
import pytest
from common.auth import ISSUER, Authenticator, Keys, Principal, TokenInvalid, packed
from common.errors import Unavailable
from common.ids import uuid7
from common.testing.helpers import KEY, KEY_ID, token_for, trusting_authenticator
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import Request


def published(*kids: str, key: Ed25519PrivateKey = KEY) -> dict[str, Any]:
    jwk = jwt.get_algorithm_by_name("EdDSA").to_jwk(key.public_key(), as_dict=True)
    return {"keys": [{**jwk, "kid": kid, "alg": "EdDSA"} for kid in kids]}


class Identity:
    """Stands in for identity-api: answers what it is told to, counts how often it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer, self.asked = answer, 0

    async def __call__(self, _: str) -> Any:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def claims(**changes: Any) -> dict[str, Any]:
    return {"iss": ISSUER, "sub": str(uuid7()), "exp": int(time.time()) + 60} | changes


def signed(body: dict[str, Any], key: Any = KEY, algorithm: str = "EdDSA", kid: str = KEY_ID) -> str:
    return jwt.encode(body, key, algorithm=algorithm, headers={"kid": kid})


class TestKeys:
    async def test_a_new_key_is_fetched_when_a_token_names_it(self, monkeypatch) -> None:
        identity = Identity(published("old"))
        keys = Keys("", identity)
        await keys.find("old")
        identity.answer = published("new")
        monkeypatch.setattr("common.auth._REFETCH_SECONDS", 0)
        await keys.find("new")
        with pytest.raises(TokenInvalid):  # withdrawn with the same answer
            await keys.find("old")

    async def test_a_known_key_costs_no_question(self) -> None:
        keys = Keys("", identity := Identity(published("one")))
        for _ in range(3):
            await keys.find("one")
        assert identity.asked == 1

    async def test_a_flood_of_unknown_ids_asks_once(self) -> None:
        keys = Keys("", identity := Identity(published("one")))
        for number in range(20):
            with pytest.raises(TokenInvalid):
                await keys.find(f"made-up-{number}")
        assert identity.asked == 1

    @pytest.mark.parametrize("outage", [httpx.ConnectError("refused"), {"unexpected": True}, ValueError("no JSON")])
    async def test_identity_away_is_no_verdict_on_the_token(self, outage: Any) -> None:
        keys = Keys("", identity := Identity(outage))
        for _ in range(20):  # within the pause too: nobody is signed out because identity-api restarts
            with pytest.raises(Unavailable):
                await keys.find("one")
        assert identity.asked == 1

    async def test_it_recovers_when_identity_is_back(self, monkeypatch) -> None:
        monkeypatch.setattr("common.auth._RETRY_SECONDS", 0)
        identity = Identity(httpx.ConnectError("refused"))
        keys = Keys("", identity)
        with pytest.raises(Unavailable):
            await keys.find("one")
        identity.answer = published("one")
        await keys.find("one")


class TestToken:
    @pytest.mark.parametrize(
        "token",
        [
            signed(claims(), Ed25519PrivateKey.generate()),
            signed(claims(iss="somebody else")),
            signed({name: value for name, value in claims().items() if name != "iss"}),
            signed({name: value for name, value in claims().items() if name != "exp"}),
            signed({name: value for name, value in claims().items() if name != "sub"}),
            signed(claims(exp=int(time.time()) - 1)),
            signed(claims(), "shared secret of at least 32 bytes", "HS256"),
            jwt.encode(claims(), "", algorithm="none", headers={"kid": KEY_ID}),
            urlsafe_b64encode(b'{"alg":"EdDSA","kid":5}').decode().rstrip("=") + ".e30.AA",
            "a.b",
            "токен",
        ],
        ids=["other key", "issuer", "no iss", "no exp", "no sub", "expired", "HS256", "none", "kid", "cut", "text"],
    )
    async def test_what_identity_did_not_sign_is_refused(self, token: str) -> None:
        with pytest.raises(TokenInvalid):
            await trusting_authenticator().claims(token)

    async def test_the_public_key_as_a_shared_secret_is_refused(self) -> None:
        """The classic confusion of algorithms: a JWK may never be used as the secret of an HMAC."""
        secret = published(KEY_ID)["keys"][0]["x"].ljust(32, "=")
        with pytest.raises(TokenInvalid):
            await Authenticator(Keys("", Identity(published(KEY_ID)))).claims(signed(claims(), secret, "HS256"))

    async def test_what_identity_signed_is_read(self) -> None:
        assert (await trusting_authenticator().claims(token_for("notes:read")))["rights"] == ["notes:read"]


class TestLongToken:
    """Somebody who sees hundreds of organisations."""

    async def test_its_organisations_come_back(self) -> None:
        seen = [uuid7() for _ in range(300)]
        token = signed(claims(organizations=packed(seen)))
        assert (await asked(Authorization=f"Bearer {token}")).visible == frozenset(seen)

    @pytest.mark.parametrize("prefix", ["", "__Host-"])
    async def test_a_browser_sends_it_in_pieces(self, prefix: str) -> None:
        seen = [uuid7() for _ in range(300)]
        token = signed(claims(organizations=packed(seen)))
        pieces = [token[start : start + 3800] for start in range(0, len(token), 3800)]
        assert len(pieces) > 2
        named = [f"{prefix}sc_access{f'_{number}' if number else ''}={piece}" for number, piece in enumerate(pieces)]
        assert (await asked(Cookie="; ".join(named))).visible == frozenset(seen)
        with pytest.raises(TokenInvalid):
            await asked(Cookie="; ".join(named[:-1]))


async def asked(**headers: str) -> Principal:
    named = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return await trusting_authenticator().principal(
        Request({"type": "http", "method": "GET", "path": "/", "headers": named})
    )
