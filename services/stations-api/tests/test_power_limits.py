"""Power limits that a person sets: one command or several, what counts as their effect, what is in force afterwards."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from common.db import Sessions
from common.ids import uuid7
from stations_support import Gateway, Operator, Worker, published

KIND = "change_station_settings"
CONNECTORS = [
    {"number": number, "type": "gbt", "max_power_w": power}
    for number, power in ((1, 90_000), (2, 60_000), (3, 90_000), (4, 22_000))
]


@pytest.fixture
def connected(operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]) -> Any:
    async def make(protocol: str = "ocpp1.6") -> tuple[dict[str, Any], Gateway]:
        station = await operator.station(power_limit_w=142_000, connectors=CONNECTORS)
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(protocol=protocol), gateway.booted())
        return station, gateway

    return make


async def requested(sessions: Sessions, station: Any) -> list[tuple[int | None, dict[str, Any]]]:
    sent = await published(sessions, station["id"], "station-commands")
    return [(event["data"]["connector_number"], event["data"]["parameters"]) for event in sent]


async def read(operator: Operator, station: Any) -> dict[str, Any]:
    return dict((await operator.get(f"/stations/{station['id']}")).json())


async def of_station(operator: Operator, station: Any) -> list[dict[str, Any]]:
    found = (await operator.get("/commands", station_id=station["id"])).json()["items"]
    return sorted(found, key=lambda command: command["number"])


class TestSending:
    @pytest.mark.req("PWR-014", "PWR-024")
    async def test_a_native_station_takes_all_limits_in_one_command(
        self, operator: Operator, connected: Any, sessions: Sessions
    ) -> None:
        station, _ = await connected("native")
        limits = {"power_limit_w": 120_000, "connectors": [{"number": 1, "power_limit_w": 88_000}]}
        await operator.command(station, KIND, parameters=limits)
        assert await requested(sessions, station) == [(None, limits)]

    @pytest.mark.req("PWR-014")
    @pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1"])
    async def test_a_charging_profile_carries_one_limit_so_each_change_is_a_command(
        self, operator: Operator, connected: Any, sessions: Sessions, protocol: str
    ) -> None:
        station, _ = await connected(protocol)
        rows = [{"number": 1, "power_limit_w": 88_000}, {"number": 2}, {"number": 3, "power_limit_w": 40_000}]
        first = await operator.command(station, KIND, parameters={"connectors": rows})
        told = [(1, {"power_limit_w": 88_000}), (3, {"power_limit_w": 40_000})]
        assert await requested(sessions, station) == told
        assert [one["number"] for one in await of_station(operator, station)] == [first["number"], first["number"] + 1]

    async def test_nothing_to_set_and_nothing_to_take_away(self, operator: Operator, connected: Any) -> None:
        station, _ = await connected()
        refused = await operator.post("/commands", {"station_id": station["id"], "kind": KIND})
        assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_change")

    @pytest.mark.parametrize(
        "parameters",
        [
            {"power_limit_w": 0},
            {"power_limit_w": -5},
            {"connectors": [{"number": 9, "power_limit_w": 1000}]},
        ],
    )
    @pytest.mark.req("PWR-021")
    async def test_a_limit_is_positive_and_of_a_connector_that_exists(
        self, operator: Operator, connected: Any, parameters: Any
    ) -> None:
        station, _ = await connected()
        body = {"station_id": station["id"], "kind": KIND, "parameters": parameters}
        assert (await operator.post("/commands", body)).status_code == 422


class TestEffect:
    @pytest.mark.req("PWR-010", "PWR-011", "PWR-012", "PWR-020", "PWR-029", "PWR-030", "STN-109")
    async def test_the_example_of_the_specification(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions
    ) -> None:
        station, gateway = await connected()
        before = await read(operator, station)
        assert (before["limits_changed_by"], before["user_limit_w"]) == (None, None)
        rows = [{"number": 1, "power_limit_w": 88_000}]
        command = await operator.command(station, KIND, parameters={"connectors": rows})
        await worker.apply(gateway.delivered(command))
        assert [one["user_limit_w"] for one in (await read(operator, station))["connectors"]] == [None] * 4
        await worker.apply(gateway.answered(command, answer={"status": "Accepted"}))
        after = await read(operator, station)
        assert [one["available_power_w"] for one in after["connectors"]] == [88_000, 60_000, 90_000, 22_000]
        assert [one["user_limit_w"] for one in after["connectors"]] == [88_000, None, None, None]
        assert (after["resulting_power_w"], after["limits_changed_by"]) == (142_000, "operator")
        assert after["limits_changed_at"] is not None
        [listed] = await of_station(operator, station)
        assert (listed["status"], listed["result_code"]) == ("succeeded", "accepted")
        assert (await published(sessions, station["id"], "stations"))[-1]["data"]["revision"] == after["revision"]

    @pytest.mark.req("PWR-017", "PWR-022", "PWR-023")
    async def test_a_limit_above_the_others_changes_nothing_and_an_empty_one_takes_it_away(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = await connected()
        for limit, in_force in ((200_000, 142_000), (50_000, 50_000), (None, 142_000)):
            parameters = {} if limit is None else {"power_limit_w": limit}
            command = await operator.command(station, KIND, parameters=parameters)
            await worker.apply(gateway.delivered(command), gateway.answered(command))
            card = await read(operator, station)
            assert (card["user_limit_w"], card["resulting_power_w"]) == (limit, in_force)
            assert card["unlimited_power_w"] == 142_000

    async def test_what_was_told_is_told_again_when_nothing_differs(
        self, operator: Operator, worker: Worker, connected: Any, sessions: Sessions
    ) -> None:
        station, gateway = await connected()
        for _ in range(2):
            command = await operator.command(station, KIND, parameters={"power_limit_w": 50_000})
            await worker.apply(gateway.delivered(command), gateway.answered(command))
        assert await requested(sessions, station) == [(None, {"power_limit_w": 50_000})] * 2

    @pytest.mark.req("PWR-026", "CMD-038", "CMD-042", "CMD-044")
    async def test_a_charging_station_has_to_obey_before_it_counts(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = await connected()
        await worker.apply(gateway.started(1), gateway.measured(1, "77", _power(80_000)))
        command = await operator.command(station, KIND, connector_number=1, parameters={"power_limit_w": 30_000})
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        [waiting] = await of_station(operator, station)
        assert (waiting["status"], waiting["observed_at"]) == ("received", None)
        await worker.apply(gateway.measured(1, "77", _power(79_000)))
        assert (await read(operator, station))["connectors"][0]["user_limit_w"] is None
        await worker.apply(gateway.measured(1, "77", _power(30_400)))
        [done] = await of_station(operator, station)
        assert done["status"] == "succeeded"
        assert (await read(operator, station))["connectors"][0]["user_limit_w"] == 30_000

    @pytest.mark.req("PWR-022")
    async def test_a_refused_limit_is_not_in_force(self, operator: Operator, worker: Worker, connected: Any) -> None:
        station, gateway = await connected()
        command = await operator.command(station, KIND, parameters={"power_limit_w": 50_000})
        told = {"outcome": "rejected", "answer": {"status": "NotSupported"}}
        await worker.apply(gateway.delivered(command), gateway.answered(command, **told))
        [failed] = await of_station(operator, station)
        assert (failed["status"], failed["result_text"]) == ("failed", "NotSupported")
        assert (await read(operator, station))["user_limit_w"] is None

    @pytest.mark.req("PWR-018", "PWR-019")
    async def test_what_one_connector_takes_the_others_lack(
        self, operator: Operator, worker: Worker, connected: Any
    ) -> None:
        station, gateway = await connected()
        command = await operator.command(station, KIND, parameters={"power_limit_w": 60_000})
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        await worker.apply(gateway.started(2), gateway.measured(2, "77", _power(60_000)))
        available = [one["available_power_w"] for one in (await read(operator, station))["connectors"]]
        assert available == [0, 60_000, 0, 0]
        await worker.apply(gateway.ended("77"))
        assert [one["available_power_w"] for one in (await read(operator, station))["connectors"]] == [
            60_000,
            60_000,
            60_000,
            22_000,
        ]


def _power(value: int) -> dict[str, Any]:
    return {"measurand": "Power.Active.Import", "value": str(value), "unit": "W"}


@pytest.mark.req("PWR-001", "PWR-016", "PWR-020")
class TestHardware:
    """The example of the specification: limits in A, as power at the voltage of the connector, are limits too."""

    AMPERES: ClassVar = {1: ("ccs2", 100), 2: ("chademo", 200), 3: ("gbt", 200), 4: ("type2", 32)}
    CONFIGURED: ClassVar = {1: 90_000, 2: 60_000, 3: 90_000, 4: None}

    @pytest.fixture
    async def native(self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]) -> Any:
        number = f"N-{uuid7().hex[-8:]}"
        station = await operator.station(number=number, key=number, protocol="native", kind="regular", connectors=[])
        gateway = gateway_of(station)
        rows = [
            {"number": at, "type": kind, "hardware_limit_a": amperes, "max_power_w": self.CONFIGURED[at]}
            for at, (kind, amperes) in self.AMPERES.items()
        ]
        await worker.apply(gateway.connected(protocol="native"), gateway.passport(connectors=rows))
        return station, gateway

    async def available(self, operator: Operator, station: Any) -> list[int]:
        return [one["available_power_w"] for one in (await read(operator, station))["connectors"]]

    async def test_the_smallest_of_hardware_configuration_and_user_is_in_force(
        self, operator: Operator, worker: Worker, native: Any
    ) -> None:
        station, gateway = native
        assert await self.available(operator, station) == [90_000, 60_000, 90_000, 22_080]
        command = await operator.command(station, KIND, connector_number=1, parameters={"power_limit_w": 88_000})
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        assert await self.available(operator, station) == [88_000, 60_000, 90_000, 22_080]

    async def test_a_user_limit_changes_no_hardware_value(
        self, operator: Operator, worker: Worker, native: Any
    ) -> None:
        station, gateway = native
        parameters = {"power_limit_w": 10_000}
        command = await operator.command(station, KIND, connector_number=4, parameters=parameters)
        await worker.apply(gateway.delivered(command), gateway.answered(command))
        connector = (await read(operator, station))["connectors"][3]
        assert (connector["available_power_w"], connector["user_limit_w"]) == (10_000, 10_000)
        assert (connector["hardware_limit_a"], connector["unlimited_power_w"]) == (32, 22_080)
