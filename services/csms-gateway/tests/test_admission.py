"""Who is refused, how often, and who is shown out again: unknown stations, secrets with overlap, withdrawn access."""

import hashlib
import hmac
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import websockets
from argon2 import PasswordHasher
from common.ids import uuid7
from common.testing.helpers import eventually
from csms_gateway.connections.deflate import Inflated, accepted_offer, inflate
from csms_gateway.connections.refusals import RefusalLimiter
from csms_gateway.gateway import Gateway
from gateway_support import FakeStation, NewStation, Published, Register, basic, connect

HASHER = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


async def refusal(gateway: Gateway, key: str, **options: Any) -> int:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await connect(gateway, key, **options)
    return refused.value.response.status_code


def secrets(*passwords: tuple[str, datetime | None]) -> list[dict[str, Any]]:
    return [{"hash": HASHER.hash(text), "scheme": "argon2id", "valid_until": until} for text, until in passwords]


async def snapshot(register: Register, station_id: str, key: str, **fields: Any) -> None:
    data = {"station_id": station_id, "number": f"N-{key}", "key": key, "connectors": [], **fields}
    await register.publish("stations", station_id, "station.snapshot.v1", data)


class TestUnknownStations:
    async def test_seen_once_in_a_while_with_all_that_was_told(self, gateway: Gateway, published: Published) -> None:
        key = f"Foreign-{uuid7().hex[-6:]}"
        headers = basic(key, "secret-secret-16") | {"X-Forwarded-For": "10.9.8.7"}
        for _ in range(3):
            offered = ["ocpp2.0.1", "ocpp1.6"]
            assert await refusal(gateway, key, protocols=offered, additional_headers=headers) == 404
        seen = await published.one(key.lower(), "station.unknown-seen.v1")
        expected = {"identity": key.lower(), "offered_protocols": offered, "has_credentials": True}
        assert {name: seen[name] for name in expected} == expected
        assert seen["remote_address"].startswith("10.9.8.7")
        assert seen["user_agent"].startswith("Python")
        assert len(published.of(key.lower(), "station.unknown-seen.v1")) == 1

    async def test_who_hammers_is_answered_429(self, gateway: Gateway) -> None:
        """Quirk H9."""
        key = f"hammer-{uuid7().hex[-6:]}"
        answers = [await refusal(gateway, key) for _ in range(12)]
        assert answers == [404] * 10 + [429] * 2
        assert await refusal(gateway, f"other-{key}") == 404

    def test_the_bucket_fills_again(self) -> None:
        now = [0.0]
        limiter = RefusalLimiter(2, 5, lambda: now[0])
        for _ in range(2):
            limiter.note("1.2.3.4:5", "x")
        assert limiter.is_exhausted("1.2.3.4:99", "x")
        assert not limiter.is_exhausted("1.2.3.4:99", "y")
        now[0] = 5.0
        assert not limiter.is_exhausted("1.2.3.4:5", "x")


class TestSecrets:
    @pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
    async def test_security_profile_1_right_wrong_and_missing(
        self, gateway: Gateway, new_station: NewStation, protocol: str
    ) -> None:
        key = f"sp1-{uuid7().hex[-6:]}"
        await new_station(key, secrets=secrets(("right-password-16", None)))
        assert await refusal(gateway, key, protocols=[protocol]) == 401
        wrong = basic(key, "wrong-password-16")
        assert await refusal(gateway, key, protocols=[protocol], additional_headers=wrong) == 401
        right = basic(key, "right-password-16")
        station = await connect(gateway, key, [protocol], additional_headers=right)
        assert (await station.call("Heartbeat", {}))["currentTime"]

    async def test_old_and_new_overlap_and_the_expired_is_refused(
        self, gateway: Gateway, new_station: NewStation
    ) -> None:
        key, now = f"rotate-{uuid7().hex[-6:]}", datetime.now(UTC)
        listed = secrets(("new-secret-0000", None), ("old-secret-0000", now + timedelta(hours=1)),
                         ("older-secret-000", now - timedelta(hours=1)))  # fmt: skip
        await new_station(key, secrets=listed, secret_hash=listed[0]["hash"])
        for password in ("new-secret-0000", "old-secret-0000"):
            station = await connect(gateway, key, additional_headers=basic(key, password))
            assert (await station.call("Heartbeat", {}))["currentTime"]
        assert await refusal(gateway, key, additional_headers=basic(key, "older-secret-000")) == 401

    async def test_a_hexadecimal_key_may_come_as_its_bytes(self, gateway: Gateway, new_station: NewStation) -> None:
        """Quirk H8."""
        key, secret = f"hex-{uuid7().hex[-6:]}", hmac.new(b"k", b"x", hashlib.sha1).hexdigest()
        await new_station(key, secrets=secrets((secret, None)))
        for password in (secret, bytes.fromhex(secret)):
            await connect(gateway, key, additional_headers=basic(key, password))

    async def test_a_withdrawn_secret_and_a_deleted_station_close_the_socket(
        self, gateway: Gateway, new_station: NewStation, register: Register, published: Published
    ) -> None:
        key = f"gone-{uuid7().hex[-6:]}"
        first, second = secrets(("first-secret-00", None), ("second-secret-0", None))
        station_id = await new_station(key, secrets=[first])
        station = await connect(gateway, key, additional_headers=basic(key, "first-secret-00"))
        await snapshot(register, station_id, key, secrets=[second, first])
        await snapshot(register, station_id, key, secrets=[second])
        assert await station.closed() == 1008
        again = await connect(gateway, key, additional_headers=basic(key, "second-secret-0"))
        await register.publish("stations", station_id, "station.snapshot.v1", None)
        assert await again.closed() == 1008
        await published.one(station_id, "station.disconnected.v1", lambda data: data["reason"].endswith("removed"))
        assert await refusal(gateway, key, additional_headers=basic(key, "second-secret-0")) == 404

    async def test_a_first_secret_leaves_the_connection_by_which_it_is_told(
        self, gateway: Gateway, new_station: NewStation, register: Register
    ) -> None:
        key = f"first-{uuid7().hex[-6:]}"
        station_id = await new_station(key)
        station = await connect(gateway, key)
        await snapshot(register, station_id, key, secrets=secrets(("first-secret-00", None)))
        await _until_refused(gateway, key)
        assert (await station.call("Heartbeat", {}))["currentTime"]

    async def test_the_end_of_an_overlap_closes_what_came_in_by_it(
        self, gateway: Gateway, new_station: NewStation
    ) -> None:
        key = f"overlap-{uuid7().hex[-6:]}"
        listed = secrets(("new-secret-0000", None), ("old-secret-0000", datetime.now(UTC) + timedelta(seconds=2)))
        await new_station(key, secrets=listed)
        station = await connect(gateway, key, additional_headers=basic(key, "old-secret-0000"))
        assert await station.closed() == 1008

    async def test_a_station_speaks_only_what_it_may(self, gateway: Gateway, new_station: NewStation) -> None:
        key = f"only-{uuid7().hex[-6:]}"
        await new_station(key, protocols_allowed=["ocpp1.6"])
        assert (await connect(gateway, key, ["ocpp2.0.1", "ocpp1.6"])).socket.subprotocol == "ocpp1.6"


async def _until_refused(gateway: Gateway, key: str) -> None:
    async def has_secret() -> bool:
        station = gateway.stations.find_by_key(key)
        return station is not None and bool(station.secrets)

    await eventually(has_secret)


class TestDeflate:
    @pytest.mark.parametrize(
        ("protocol", "fields", "is_taken"),
        [("ocpp1.6", {}, False), ("ocpp2.0.1", {}, False), ("ocpp2.1", {}, True), ("ocpp1.6", {"deflate": True}, True)],
    )
    async def test_offered_and_taken(
        self, gateway: Gateway, new_station: NewStation, protocol: str, fields: Any, is_taken: bool
    ) -> None:
        key = f"zip-{uuid7().hex[-6:]}"
        await new_station(key, **fields)
        station: FakeStation = await connect(gateway, key, [protocol], compression="deflate")
        assert bool(station.socket.protocol.extensions) == is_taken
        for _ in range(2):
            assert (await station.call("DataTransfer", {"vendorId": "v" * 250, "data": "x" * 50_000}))["status"]

    def test_offers(self) -> None:
        assert accepted_offer(None) is None
        assert accepted_offer("x-webkit-deflate-frame") is None
        answer = accepted_offer("foo, permessage-deflate; server_max_window_bits=10")
        assert str(answer).endswith("server_max_window_bits=10")

    def test_bombs_and_rubbish(self) -> None:
        machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        bomb = machine.compress(b"x" * 5_000_000) + machine.flush(zlib.Z_SYNC_FLUSH)
        with pytest.raises(Inflated) as refused:
            inflate(bomb[:-4], 1_000_000)
        assert refused.value.is_too_big
        with pytest.raises(Inflated):
            inflate(b"\xff\xff rubbish", 1_000_000)
