from typing import Any

import pytest
from common.ids import uuid7
from stations_support import Operator


@pytest.mark.req("DIR-050")
async def test_a_region_has_a_parent_and_a_zone(operator: Operator) -> None:
    root = (await operator.get("/regions", name="Россия")).json()["items"][0]
    body = {"name": "Урал", "parent_id": root["id"], "time_zone": "Asia/Yekaterinburg"}
    made = (await operator.post("/regions", body)).json()
    assert (made["parent_id"], made["time_zone"], made["revision"]) == (root["id"], "Asia/Yekaterinburg", 1)
    station = await operator.station(region_id=made["id"])
    assert station["time_zone"] == "Asia/Yekaterinburg"


async def test_the_root_region_is_seeded(operator: Operator) -> None:
    [root] = (await operator.get("/regions", name="Россия")).json()["items"]
    assert (root["parent_id"], root["time_zone"]) == (None, "Europe/Moscow")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"time_zone": "Europe/Nowhere"}, "validation_failed"),
        ({"name": " "}, "validation_failed"),
        ({"parent_id": str(uuid7())}, "region_unknown"),
    ],
)
async def test_what_makes_no_sense_is_refused(operator: Operator, changes: Any, code: Any) -> None:
    refused = await operator.post("/regions", {"name": "X", "time_zone": "UTC", **changes})
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["params"]["fields"]


async def test_the_same_request_twice_makes_one_region(operator: Operator) -> None:
    body = {"name": "Once", "time_zone": "UTC"}
    first, second = [(await operator.post("/regions", body, key="region-1")).json() for _ in range(2)]
    assert first["id"] == second["id"]
    assert (await operator.get("/regions", name="Once")).json()["total"] == 1
