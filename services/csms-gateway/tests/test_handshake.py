"""Who may enter: path, subprotocol, password; and what the others are told (quirks H1-H10)."""

import asyncio
from typing import Any

import httpx
import pytest
import websockets
from argon2 import PasswordHasher
from csms_gateway.connections.identity import client_address
from csms_gateway.gateway import Gateway
from gateway_support import NewStation, Published, Register, basic, connect
from websockets.typing import Subprotocol

HASHER = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


async def status_of(gateway: Gateway, path: str, **headers: str) -> int:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await websockets.connect(f"ws://127.0.0.1:{gateway.port}{path}", proxy=None, additional_headers=headers)
    return refused.value.response.status_code


class TestPath:
    @pytest.mark.parametrize(
        "path",
        ["/ocpp/RDAM%20123", "/ocpp/rdam%20123", "/ocpp//RDAM%20123", "/ocpp/RDAM%20123/", "/ocpp/RDAM%20123?x=1",
         "/ocpp/extra/RDAM%20123", "//ocpp//RDAM%20123", "/OCPP/Rdam%20123"],
    )  # fmt: skip
    async def test_one_key_in_many_spellings(self, gateway: Gateway, new_station: NewStation, path: str) -> None:
        if gateway.stations.find_by_key("rdam 123") is None:
            await new_station("RDAM 123")
        url = f"ws://127.0.0.1:{gateway.port}{path}"
        async with websockets.connect(url, subprotocols=[Subprotocol("ocpp1.6")], proxy=None) as socket:
            await socket.send('[2,"1","Heartbeat",{}]')
            assert str(await socket.recv()).startswith('[3,"1"')

    async def test_a_key_beyond_ascii(self, gateway: Gateway, new_station: NewStation) -> None:
        await new_station("Станция-1")
        await connect(gateway, "%D0%A1%D1%82%D0%B0%D0%BD%D1%86%D0%B8%D1%8F-1")

    async def test_an_unknown_key_is_404_and_counted(self, gateway: Gateway) -> None:
        assert await status_of(gateway, "/ocpp/nobody") == 404
        async with httpx.AsyncClient() as client:
            page = (await client.get(f"http://127.0.0.1:{gateway.port}/metrics")).text
        assert 'gateway_handshakes_total{outcome="unknown_station"}' in page

    @pytest.mark.parametrize("path", ["/", "/ocpp", "/ocpp/", "/other/RDAM%20123"])
    async def test_other_paths_are_404(self, gateway: Gateway, path: str) -> None:
        assert await status_of(gateway, path) == 404


class TestProtocol:
    @pytest.mark.parametrize(
        ("offered", "chosen"),
        [
            (["ocpp1.6"], "ocpp1.6"),
            (["OCPP1.6", "ocpp1.5"], "ocpp1.6"),
            (["ocpp1.5", "ocpp1.6", "ocpp2.0.1"], "ocpp1.6"),
            (["ocpp2.0.1", "ocpp1.6"], "ocpp2.0.1"),
        ],
    )
    async def test_the_first_common_one_is_chosen(
        self, gateway: Gateway, new_station: NewStation, offered: list[str], chosen: str
    ) -> None:
        await new_station(f"proto-{offered[0]}")
        reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
        writer.write(upgrade(f"/ocpp/proto-{offered[0]}", ("Sec-WebSocket-Protocol", ", ".join(offered))))
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        assert head.startswith("HTTP/1.1 101")
        assert f"sec-websocket-protocol: {chosen}\r\n" in head.lower()
        writer.close()

    async def test_none_offered_none_echoed(self, gateway: Gateway, new_station: NewStation) -> None:
        await new_station("mute")
        station = await connect(gateway, "mute", protocols=[])
        assert station.socket.subprotocol is None
        assert (await station.call("Heartbeat", {}))["currentTime"].endswith("Z")

    async def test_only_unknown_ones_the_handshake_succeeds_and_the_socket_is_closed(
        self, gateway: Gateway, new_station: NewStation
    ) -> None:
        await new_station("strange")
        station = await connect(gateway, "strange", protocols=["ocpp9.9"])
        assert station.socket.subprotocol is None
        assert await station.closed() == 1002

    async def test_connection_keep_alive_upgrade_is_fine(self, gateway: Gateway, new_station: NewStation) -> None:
        await new_station("keep-alive")
        reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
        writer.write(upgrade("/ocpp/keep-alive", ("Connection", "keep-alive, Upgrade")))
        assert (await reader.readline()).startswith(b"HTTP/1.1 101")
        writer.close()


class TestProxy:
    async def test_a_trusted_proxy_names_the_station(
        self, gateway: Gateway, new_station: NewStation, published: Published
    ) -> None:
        station_id = await new_station("behind-proxy")
        headers = {"X-Forwarded-For": "10.0.0.9, 203.0.113.7"}
        await connect(gateway, "behind-proxy", additional_headers=headers)
        connected = await published.one(station_id, "station.connected.v1")
        assert connected["remote_address"] == "203.0.113.7"

    def test_nobody_else_does(self) -> None:
        assert client_address("198.51.100.1:5", "203.0.113.7", {"127.0.0.1"}) == "198.51.100.1:5"


class TestPassword:
    @pytest.fixture
    async def guarded(self, gateway: Gateway, new_station: NewStation) -> Any:
        if gateway.stations.find_by_key("guarded") is None:
            await new_station("guarded", secret_hash=HASHER.hash("correct horse battery"))

    async def test_right(self, gateway: Gateway, guarded: None) -> None:
        for _ in range(2):  # the second time from memory
            station = await connect(gateway, "guarded", additional_headers=basic("GUARDED", "correct horse battery"))
            await station.socket.close()

    async def test_wrong_and_missing_are_401_with_a_challenge(self, gateway: Gateway, guarded: None) -> None:
        for headers in (
            basic("guarded", "wrong"),
            basic("guarded", "wrong"),
            basic("other", "correct horse battery"),
            {},
        ):
            assert await status_of(gateway, "/ocpp/guarded", **headers) == 401

    async def test_rubbish_is_401(self, gateway: Gateway, guarded: None) -> None:
        assert await status_of(gateway, "/ocpp/guarded", Authorization="Basic !!!") == 401
        assert await status_of(gateway, "/ocpp/guarded", Authorization="Bearer x") == 401

    async def test_a_changed_secret_locks_the_old_one_out(
        self, gateway: Gateway, register: Register, new_station: NewStation, guarded: None
    ) -> None:
        station_id = await new_station("rotating", secret_hash=HASHER.hash("the first secret"))
        await connect(gateway, "rotating", additional_headers=basic("rotating", "the first secret"))
        data = {"station_id": station_id, "key": "rotating", "secret_hash": HASHER.hash("the second secret")}
        gateway.stations.put(station_id, data)
        assert await status_of(gateway, "/ocpp/rotating", **basic("rotating", "the first secret")) == 401
        await connect(gateway, "rotating", additional_headers=basic("rotating", "the second secret"))

    async def test_a_hexadecimal_key_sent_as_bytes(self, gateway: Gateway, new_station: NewStation) -> None:
        """Quirk H8: the operator wrote hex, the station sends what it stands for."""
        await new_station("hexkey", secret_hash=HASHER.hash("00ff10ab00ff10ab00ff10ab00ff10ab"))
        password = bytes.fromhex("00ff10ab00ff10ab00ff10ab00ff10ab")
        await connect(gateway, "hexkey", additional_headers=basic("hexkey", password))

    async def test_a_station_without_secret_may_send_anything(self, gateway: Gateway, new_station: NewStation) -> None:
        await new_station("open")
        await connect(gateway, "open", additional_headers=basic("whoever", "whatever"))


class TestHttp:
    @pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/readyz", 200), ("/metrics", 200), ("/x", 404)])
    async def test_pages_on_the_same_port(self, gateway: Gateway, path: str, status: Any) -> None:
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{gateway.port}{path}")).status_code == status

    @pytest.mark.parametrize("raw", [b"rubbish\r\n\r\n", b"GET\r\n\r\n", b"GET /ocpp/x HTTP/1.1\r\nnocolon\r\n\r\n"])
    async def test_malformed_requests_are_400(self, gateway: Gateway, raw: Any) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
        writer.write(raw)
        assert (await reader.read()).startswith(b"HTTP/1.1 400")
        writer.close()

    async def test_an_endless_head_is_431(self, gateway: Gateway) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
        writer.write(b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000)
        assert (await reader.read()).startswith(b"HTTP/1.1 431")
        writer.close()

    async def test_a_plain_get_of_a_station_says_upgrade(self, gateway: Gateway) -> None:
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{gateway.port}/ocpp/x")).status_code == 426


def upgrade(path: str, *headers: tuple[str, str]) -> bytes:
    given = {"Host": "x", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    given |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", **dict(headers)}
    lines = "\r\n".join(f"{name}: {value}" for name, value in given.items())
    return f"GET {path} HTTP/1.1\r\n{lines}\r\n\r\n".encode()
