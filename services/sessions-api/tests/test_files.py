"""The files of a session: its dump as text, its history as a table."""

import io
import re
from typing import Any

import pytest
from common.testing.helpers import bearer
from openpyxl.reader.excel import load_workbook

from .factories import Message, Plug, charge
from .test_vehicle import report

READ = bearer("sessions:read")
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{4}; \d+; 0xA1; (TEXT|Meter|Status|Session|Fact); .+")


def told(plug: Plug) -> list[Message]:
    values: dict[str, Any] = {"Voltage": "398.7", "Current_Import": "8.06", "Power_Active_Import": "3480", "SoC": "65"}
    return [
        *(plug.snapshot(), plug.status("ready", 0), plug.start(at=1), plug.status("in_progress", 1)),
        *(plug.meter(at=2, wh=58_130, **values), plug.stop(at=30), plug.status("charged", 30)),
        plug.status("available", 35),
    ]


async def lines_of(client, session_id) -> list[str]:
    response = await client.get(f"/sessions/{session_id}/dump", headers=READ)
    assert response.headers["Content-Disposition"].endswith('-dump.txt"')
    assert response.headers["Content-Type"].startswith("text/plain")
    return list(response.text.splitlines())


@pytest.mark.req("SES-077", "SES-162", "SES-169", "SES-170")
async def test_the_dump_tells_all_that_is_known_in_the_order_of_time(client, feed, stored) -> None:
    plug = Plug()
    await feed(*told(plug))
    [session] = await stored(plug.station_id)
    await feed(charge(session.id))
    lines = await lines_of(client, session.id)
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert lines == sorted(lines, key=lambda line: line.split("; ")[0])
    contents = [line.split("; ", 3)[3] for line in lines]
    assert contents[0].startswith('Session; {"id":')
    number = plug.number("t1")
    expected = [
        "TEXT; Data: Session created",
        f"TEXT; Data: Transaction started: number {number}, source local, meter 1000",
        "Status; From: B, To: C6",
        "Meter; Voltage: 398.70, Current: 8.06, ActivePower: 3.48, ActiveEnergy: 57.13",
        "TEXT; Data: EV charge status: SOC 65",
        "TEXT; Data: Transaction stopped: source local, reason Local, meter 6000",
        "Status; From: C6, To: B2",
        "TEXT; Data: Session finished",
        "TEXT; Data: Price: amount 110.00, currency RUB, payment paid, calculation 1",
    ]
    assert [content for content in contents if content in expected] == expected
    assert lines[1].startswith("2026-11-25 14:00:00.0000; 2; ")  # the station's time is Moscow's


@pytest.mark.req("SES-163", "SES-171")
async def test_lines_of_the_controller_stand_in_it_as_they_were_told(client, feed, stored) -> None:
    plug, line = Plug(), "2025-01-23 22:25:40.7850; 158191690; 0xA3; TEXT; Data: Output ON (max time 0)"
    await feed(plug.snapshot(), plug.start(at=1), report(plug, "dump", 1.5, lines=[line, 7, "a\x00b\nc"]))
    await feed(report(plug, "dump", 1.5, lines=[line]), plug.stop(at=30))
    [session] = await stored(plug.station_id)
    lines = await lines_of(client, session.id)
    place = lines.index(line)
    assert lines[place + 1] == "ab c"
    assert "Transaction started" in lines[place - 1]
    assert lines.count(line) == 1


@pytest.mark.req("SES-123", "SES-164")
async def test_a_session_without_transaction_has_a_dump_too(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.status("ready", 0), plug.status("available", 2))
    [session] = await stored(plug.station_id)
    contents = [line.split("; ", 3)[3] for line in await lines_of(client, session.id)]
    assert contents[1:] == [
        "TEXT; Data: Session created",
        "Status; From: , To: B",
        "Status; From: B, To: A",
        "TEXT; Data: Session finished",
    ]


async def test_the_chain_of_the_card_leaves_the_controller_out(client, feed, stored) -> None:
    plug = Plug()
    await feed(*told(plug))
    [session] = await stored(plug.station_id)
    chain = (await client.get(f"/sessions/{session.id}/events", headers=READ)).json()
    bounds = ["session_created", "transaction_started", "transaction_stopped", "session_finished"]
    assert [event["type"] for event in chain] == bounds


@pytest.mark.req("SES-078", "SES-158", "SES-160")
async def test_the_history_is_a_workbook_with_every_row_and_every_column(client, feed, stored) -> None:
    plug = Plug()
    rows = [plug.meter(at=1 + place / 4, wh=1000 + place, Power_Active_Import="3480") for place in range(1, 401)]
    await feed(plug.snapshot(), plug.start(at=1), *rows)
    [session] = await stored(plug.station_id)
    path = f"/sessions/{session.id}/history/export"
    response = await client.get(path, params={"language": "en"}, headers=READ)
    assert response.headers["Content-Disposition"].endswith('-history.xlsx"')
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    titles, first, *others = sheet.iter_rows(values_only=True)
    assert (titles[0], titles[5], titles[10], len(titles)) == ("Time (Europe/Moscow)", "Power, kW", "U+, V", 16)
    assert (first[0].strftime("%H:%M:%S"), first[5], first[15]) == ("14:01:15", 3.48, 0.001)
    assert {first[place] for place in range(1, 15) if place != 5} == {None}
    assert len(others) == 399


async def test_the_history_comes_as_csv_in_the_zone_that_is_asked_for(client, feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1), plug.meter(at=2, wh=1500, Voltage="398.7"))
    [session] = await stored(plug.station_id)
    query = {"format": "csv", "language": "ru", "time_zone": "UTC"}
    text = (await client.get(f"/sessions/{session.id}/history/export", params=query, headers=READ)).text
    assert text.splitlines()[1].startswith("25.11.2026 11:02:00;;398,7;")
    query["time_zone"] = "Nowhere"
    refused = await client.get(f"/sessions/{session.id}/history/export", params=query, headers=READ)
    assert refused.status_code == 422
