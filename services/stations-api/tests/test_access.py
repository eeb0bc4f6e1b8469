"""How a station comes in: secrets that overlap, protocols; what 2.0.1 and native stations tell of themselves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from common.db import Sessions
from common.testing.helpers import FakeClock
from stations_api.stations.evse_map import pair_of
from stations_support import Gateway, Operator, Worker, published, station_body


async def snapshot(sessions: Sessions, station: Any) -> Any:
    return (await published(sessions, station["id"], "stations"))[-1]["data"]


class TestSecrets:
    async def test_the_old_one_opens_for_a_while(
        self, operator: Operator, sessions: Sessions, clock: FakeClock
    ) -> None:
        station = await operator.station(secret="first-secret-of-ours")
        renewed = (await operator.post(f"/stations/{station['id']}/secret", {"overlap_hours": 2})).json()
        new, old = (await snapshot(sessions, station))["secrets"]
        until = (clock.now() + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
        assert (new["valid_until"], old["valid_until"], renewed["old_secret_valid_until"]) == (None, until, until)
        assert PasswordHasher().verify(new["hash"], renewed["secret"])
        assert PasswordHasher().verify(old["hash"], "first-secret-of-ours")
        assert (await snapshot(sessions, station))["secret_hash"] == new["hash"]

    async def test_without_overlap_only_the_new_one_opens(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station()
        await operator.post(f"/stations/{station['id']}/secret")
        await operator.post(f"/stations/{station['id']}/secret", {"overlap_hours": 0})
        assert len((await snapshot(sessions, station))["secrets"]) == 1

    async def test_what_is_over_is_forgotten_and_the_rest_is_bounded(
        self, operator: Operator, sessions: Sessions, clock: FakeClock
    ) -> None:
        station = await operator.station()
        path = f"/stations/{station['id']}/secret"
        await operator.post(path, {"overlap_hours": 1})
        clock.advance(hours=1)
        await operator.post(path)
        assert len((await snapshot(sessions, station))["secrets"]) == 2
        for _ in range(3):
            await operator.post(path)
        assert len((await snapshot(sessions, station))["secrets"]) == 3


class TestProtocols:
    async def test_allowed_protocols_and_deflate_reach_the_gateway(
        self, operator: Operator, sessions: Sessions
    ) -> None:
        station = await operator.station(protocols_allowed=["ocpp2.0.1"], deflate=True)
        told = await snapshot(sessions, station)
        assert (told["protocols_allowed"], told["deflate"]) == (["ocpp2.0.1"], True)
        read = (await operator.patch(f"/stations/{station['id']}", {"protocols_allowed": None})).json()
        assert (read["protocols_allowed"], read["deflate"]) == (None, True)
        refused = await operator.post("/stations", station_body(protocols_allowed=["ocpp1.5"]))
        assert refused.status_code == 422

    @pytest.mark.parametrize(
        "changes", [{"protocol": "native"}, {"kind": "regular"}, {"protocol": "native", "kind": "regular", "key": "k"}]
    )
    async def test_a_native_station_is_a_regular_one_under_its_number(self, operator: Operator, changes: Any) -> None:
        assert (await operator.post("/stations", station_body(**changes))).status_code == 422

    async def test_the_live_connection_says_what_it_speaks(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of(station).connected(protocol="ocpp2.1"))
        read = (await operator.get(f"/stations/{station['id']}")).json()
        assert (read["protocol"], read["link_protocol"]) == ("1.6", "ocpp2.1")


class TestEvseMap:
    @pytest.mark.parametrize(
        ("number", "pair"), [(1, (1, 1)), (99, (99, 1)), (102, (1, 2)), (1203, (12, 3)), (100, (100, 1))]
    )
    def test_the_gateways_default_numbers(self, number: int, pair: tuple[int, int]) -> None:
        assert pair_of(number) == pair

    async def test_what_speaks_is_fixed_and_what_was_declared_stays(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        connectors = [
            {"number": 1, "type": "ccs2"},
            {"number": 2, "type": "chademo", "evse_id": 1, "evse_connector_id": 2},
        ]
        station = await operator.station(protocol="2.0.1", connectors=connectors)
        gateway = gateway_of(station)
        facts = [gateway.status(number) for number in (0, 1, 2, 203)]
        await worker.apply(gateway.connected(protocol="ocpp2.0.1"), *facts, *facts)
        told = await snapshot(sessions, station)
        assert told["evse_map"] == [[1, 2, 2], [1, 1, 1], [2, 3, 203]]
        assert (await operator.get(f"/stations/{station['id']}")).json()["evse_map"] == told["evse_map"]
        moved = [{"number": 1, "type": "ccs2", "evse_id": 2, "evse_connector_id": 3}]
        refused = await operator.patch(f"/stations/{station['id']}", {"connectors": moved})
        assert (refused.status_code, refused.json()["code"]) == (409, "evse_mapped_already")

    async def test_a_station_of_1_6_has_none(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of(station).connected(), gateway_of(station).status(1))
        assert (await snapshot(sessions, station))["evse_map"] == []


class TestPassport:
    async def test_it_fills_what_the_card_left_open(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        kind = {"protocol": "native", "kind": "regular"}
        station = await operator.station(**kind, maker="Ours", connectors=[{"number": 1, "type": "unknown"}])
        told = [{"number": 1, "type": "ccs2", "max_power_w": 120_000}, {"number": 2, "type": "hyper"}]
        passport = gateway_of(station).passport(
            serial_number="V-42", software={"version": "3.4.1"}, connectors=told, beyond=1
        )
        await worker.apply(gateway_of(station).connected(protocol="native"), passport)
        read = (await operator.get(f"/stations/{station['id']}")).json()
        assert (read["maker"], read["model"], read["serial_number"]) == ("Ours", "Fast 120", "V-42")
        assert (read["firmware_version"], read["technical_status"]) == ("3.4.1", "ok")
        first, second = read["connectors"]
        assert (first["type"], first["supply"], first["max_power_w"]) == ("ccs2", "dc", 120_000)
        assert (second["type"], second["is_confirmed"]) == ("unknown", False)
        assert (await snapshot(sessions, station))["model"] == "Fast 120"
        before = len(await published(sessions, station["id"], "stations"))
        await worker.apply(passport)
        assert len(await published(sessions, station["id"], "stations")) == before
