"""The columns of the list and the fields of the card: what each shows (SES-017..111), and the charts' values."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from common.ids import uuid7
from common.testing.helpers import bearer

from .factories import CARD, Message, Plug

READ = bearer("sessions:read")


async def card(client: httpx.AsyncClient, session_id: UUID) -> dict[str, Any]:
    response = await client.get(f"/sessions/{session_id}", headers=READ)
    assert response.status_code == 200, response.text
    return dict(response.json())


def charged(plug: Plug, **start: Any) -> list[Message]:
    return [
        *(plug.snapshot(name="DC CS3.2 60kW"), plug.status("ready", 0), plug.start(at=1, **start)),
        plug.meter(at=5, wh=2000, Power_Active_Import="50000", SoC="20", Current_Import="120", Power_Offered="60000"),
        plug.meter(at=15, wh=4000, Power_Active_Import="60000", SoC="60", Current_Import="150", Voltage="510"),
        plug.meter(at=25, wh=5500, Power_Active_Import="20000", SoC="80", Current_Import="48.9", Power_Offered="55000"),
        *(plug.stop(at=30), plug.status("charged", 30), plug.status("available", 35)),
    ]


class TestFields:
    @pytest.mark.req("SES-021", "SES-022", "SES-025", "SES-026", "SES-027", "SES-031", "SES-032", "SES-081", "SES-082")
    @pytest.mark.req("SES-095", "SES-096", "SES-097", "SES-098", "SES-099", "SES-100", "SES-101", "SES-102", "SES-103")
    @pytest.mark.req("SES-104", "SES-105", "SES-106", "SES-107", "SES-045")
    async def test_a_charged_session_in_list_and_card(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(*charged(plug))
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        listed = (await client.get("/sessions", params={"station_id": str(plug.station_id)}, headers=READ)).json()
        assert listed["items"] == [body]
        assert (body["station_number"], body["station_name"]) == (session.station_number, "DC CS3.2 60kW")
        assert (body["connector_number"], body["connector_type"], body["controller_status"]) == (1, "ccs2", "A")
        assert (body["energy_wh"], body["soc_start"], body["soc_end"]) == (5000, 20.0, 80.0)
        assert (body["max_power_w"], body["max_current_a"], body["min_current_a"]) == (60_000, 150.0, 48.9)
        assert (body["voltage_over_500"], body["power_limit_w"]) == (True, 55_000)
        assert (body["start_source"], body["stop_source"], body["flags"]) == ("local", "local", ["OCPPSession"])
        transaction = body["transaction"]
        assert (transaction["number"], transaction["meter_start_wh"], transaction["meter_stop_wh"]) == (
            plug.number("t1"),
            1000,
            6000,
        )

    @pytest.mark.req("SES-028", "SES-065", "SES-066", "SES-087")
    async def test_efficiency_is_taken_when_the_power_has_fallen_by_half(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(*charged(plug))
        [session] = await stored(plug.station_id)
        assert (await card(client, session.id))["efficiency"] == pytest.approx((80 - 20) / 25)

    @pytest.mark.req("SES-083", "SES-084", "SES-085", "SES-086", "SES-088", "SES-091", "SES-094")
    async def test_a_card_of_the_product_shows_its_user_and_its_number(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(*charged(plug, token=CARD | {"credential_id": str(uuid7())}))
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        assert (body["user_label"], body["start_user_label"]) == ("Иван Петров", "****5824 (RFID)")
        assert body["start_credential"] == {"kind": "rfid", "label": "****5824"}
        assert body["stop_credential"] == body["start_credential"]

    @pytest.mark.req("SES-035", "SES-038", "SES-089", "SES-092", "SES-093")
    async def test_nobody_is_named_who_was_not_identified(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.status("ready", 0), plug.status("available", 2))
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        names = ("start_user_label", "stop_user_label", "start_credential", "stop_credential", "start_source")
        assert {body[name] for name in names} == {None}
        assert (body["transaction"], body["stop_source"]) == (None, None)

    @pytest.mark.req("CMD-024", "SES-088", "SES-091")
    async def test_a_remote_start_and_stop_name_the_login(self, client, feed, stored) -> None:
        plug, token = Plug(), {"kind": "remote", "last4": "", "remote_token": "SCAAAAAAAAAAAAAA"}
        common = {"station_id": plug.station_id, "revision": 1, "connector_number": 1, "created_by": "anna"}
        begin = {"kind": "start_session", "remote_token": "SCAAAAAAAAAAAAAA", "created_at": plug.time(0.5)}
        end = {"kind": "stop_session", "transaction_number": plug.number("t1"), "created_at": plug.time(29)}
        for told in (begin, end):
            body = common | told | {"command_id": uuid7()}
            await feed(plug.snapshot(), Message("command.created.v1", body, "", "commands"))
        await feed(plug.start(at=1, token=token), plug.stop(at=30, reason="Remote"))
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        assert (body["start_source"], body["stop_source"]) == ("remote_command", "remote_command")
        assert body["start_credential"] == {"kind": "login_password", "label": "anna"}
        assert body["stop_credential"] == {"kind": "login_password", "label": "anna"}

    @pytest.mark.req("SES-034", "SES-037", "SES-084", "SES-086", "SES-088", "SES-091", "USR-003")
    @pytest.mark.parametrize(
        ("told", "source", "listed", "credential"),
        [
            ("EC600594 (OCPP)", "ocpp_remote", "EC600594 (OCPP)", {"kind": "ocpp", "label": "EC600594"}),
            ("ivanov (Логин и пароль)", "technician", "ivanov", {"kind": "login_password", "label": "ivanov"}),
            ("PnC", "plug_and_charge", "PnC", {"kind": "stub", "label": "PnC"}),
        ],
    )
    async def test_names_that_a_native_station_tells(
        self, client, feed, stored, told, source, listed, credential
    ) -> None:
        plug, token = Plug(), {"kind": "none", "last4": "", "user_label": told}
        begin = plug.start(at=1, token=token, start_source=source)
        await feed(plug.snapshot(), begin, plug.stop(at=30, token=token, stop_source="local"))
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        assert (body["start_user_label"], body["stop_user_label"]) == (listed, listed)
        assert (body["start_credential"], body["stop_credential"]) == (credential, credential)
        assert (body["start_user"], "AuthorizationDisabled" in body["flags"]) == (credential["label"], False)

    @pytest.mark.req("SES-088")
    async def test_a_card_of_a_user_is_shown_as_his_login(self, client, feed, stored) -> None:
        plug = Plug()
        snapshot = {"user_id": CARD["user_id"], "login": "i.petrov", "is_blocked": False}
        await feed(Message("user.snapshot.v1", snapshot, str(CARD["user_id"]), "users"), *charged(plug))
        [session] = await stored(plug.station_id)
        assert (await card(client, session.id))["start_user"] == "i.petrov"
        other = Plug()
        await feed(*charged(other, token=CARD | {"user_id": None, "user_label": None}))
        [session] = await stored(other.station_id)
        assert (await card(client, session.id))["start_user"] == "****5824"

    @pytest.mark.req("SES-036", "SES-090")
    async def test_the_sessions_of_whoever_started_one_are_those_of_the_same_card(self, client, feed, stored) -> None:
        stranger = CARD | {"user_id": None, "user_label": None}
        plug = Plug()
        await feed(plug.snapshot(), plug.start("t1", at=1, token=stranger), plug.stop("t1", at=2))
        await feed(plug.start("t2", at=3, token=stranger), plug.stop("t2", at=4))
        await feed(plug.start("t3", at=5, token=stranger | {"hash": "cd" * 32}))
        first, second, third = await stored(plug.station_id)
        assert first.start_user_label == third.start_user_label
        listed = await client.get(
            "/sessions", params={"same_user_as": str(first.id), "station_id": str(plug.station_id)}, headers=READ
        )
        assert [item["id"] for item in listed.json()["items"]] == [str(second.id), str(first.id)]

    @pytest.mark.req("SES-108", "SES-109")
    async def test_a_limit_acts_from_when_it_was_told_first(self, client, feed, stored) -> None:
        plug = Plug()
        limits = [plug.meter(at=at, Power_Offered=limit) for at, limit in ((2, "60000"), (3, "50000"), (4, "50000"))]
        await feed(plug.snapshot(), plug.start(at=1), *limits)
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        assert (body["power_limit_w"], body["limits_from"]) == (50_000, plug.time(3).isoformat().replace("+00:00", "Z"))

    @pytest.mark.req("SES-108", "SES-109", "SES-110", "SES-111")
    async def test_the_limits_that_act_on_the_station(self, client, feed, stored) -> None:
        plug, limits = Plug(), {"power_w": 12_000, "energy_wh": None, "seconds": 3600}
        await feed(plug.snapshot(), plug.start(at=1, limits=limits))
        [session] = await stored(plug.station_id)
        names = ("power_limit_w", "allowed_seconds", "allowed_energy_wh", "limits_from")
        told_at = plug.time(1).isoformat().replace("+00:00", "Z")
        body = await card(client, session.id)
        assert [body[name] for name in names] == [12_000, 3600, None, told_at]
        later = plug.meter(at=5, wh=2000)
        await feed(Message(later.type, later.data | {"limits": {"energy_wh": 20_000}}, later.key))
        body = await card(client, session.id)
        assert [body[name] for name in names] == [12_000, 3600, 20_000, told_at]

    @pytest.mark.req("SES-110", "SES-111")
    async def test_nothing_is_shown_where_nothing_is_limited(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1))
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        assert (body["allowed_seconds"], body["allowed_energy_wh"], body["limits_from"]) == (None, None, None)

    @pytest.mark.req("SES-127", "SES-128", "ENU-515")
    @pytest.mark.parametrize(("is_interruption", "state"), [(True, "interrupted"), (False, "success")])
    async def test_breaking_off_at_the_card_is_told_apart_from_a_stop(
        self, client, feed, stored, is_interruption, state
    ) -> None:
        plug = Plug()
        command = {"command_id": uuid7(), "station_id": plug.station_id, "revision": 1, "connector_number": 1}
        stop = {"kind": "stop_session", "transaction_number": plug.number("t1"), "created_at": plug.time(29)}
        asked = command | stop | {"created_by": "anna", "parameters": {"is_interruption": is_interruption}}
        await feed(plug.snapshot(), plug.start(at=1), Message("command.created.v1", asked, "", "commands"))
        await feed(plug.stop(at=30, reason="Remote"), plug.status("charged", 30), plug.status("available", 35))
        [session] = await stored(plug.station_id)
        body = await card(client, session.id)
        assert (body["state"], body["stop_source"], body["stop_user_label"]) == (state, "remote_command", "anna")

    @pytest.mark.req("SES-036")
    async def test_two_names_that_look_alike_are_not_merged(self, client, feed, stored) -> None:
        plug = Plug()
        for name, at in (("t1", 1), ("t2", 40)):
            await feed(plug.snapshot(), plug.start(name, at=at, token=CARD | {"user_id": None, "user_label": None}))
        first, second = await stored(plug.station_id)
        assert first.start_user_label == second.start_user_label
        assert (first.payer_id, second.payer_id) == (None, None)


class TestEmbedded:
    @pytest.mark.req("SES-061", "SES-062", "STN-037", "STN-038", "STN-039", "STN-048", "STN-125", "STN-142")
    async def test_the_last_session_of_a_connector(self, client, feed) -> None:
        one = Plug()
        other = Plug(one.station_id, 2)
        query = {"station_id": str(one.station_id), "connector_number": 2, "limit": 1, "show_junk": True}
        await feed(*charged(one))
        assert (await client.get("/sessions", params=query, headers=READ)).json()["items"] == []
        await feed(
            other.start("a", at=2), other.stop("a", at=3), other.status("available", 4), other.status("ready", 5)
        )
        [last] = (await client.get("/sessions", params=query, headers=READ)).json()["items"]
        assert (last["connector_number"], last["state"], last["is_open"]) == (2, "ready", True)


def native(plug: Plug, at: float, **values: str) -> Message:
    """A row of the fifteen-second history as the gateway's native side tells it."""
    words = {
        "requested_voltage": ("Voltage.Requested", "EV"),
        "requested_current": ("Current.Requested", "EV"),
        "resistance": ("Insulation.Resistance", "Outlet"),
        "errors": ("Insulation.Errors", "Outlet"),
        "plus": ("Voltage.Plus", "Outlet"),
        "minus": ("Voltage.Minus", "Outlet"),
        "battery": ("Temperature", "EV"),
        "modules": ("Temperature.Modules", "Body"),
        "connector": ("Temperature.Connector", "Cable"),
    }
    samples = [plug.sample(words[name][0], value, at, location=words[name][1]) for name, value in values.items()]
    message = plug.meter(at=at)
    return Message(message.type, message.data | {"samples": samples}, message.key)


class TestCharts:
    @pytest.mark.req("SES-145", "SES-149", "SES-150", "SES-151", "SES-152", "SES-153", "SES-154")
    async def test_everything_that_a_native_station_measures(self, client, feed, stored) -> None:
        plug = Plug()
        row = native(
            plug,
            2,
            requested_voltage="408",
            requested_current="45",
            resistance="500000",
            errors="2",
            plus="199.5",
            minus="-198.5",
            battery="34",
            modules="40",
            connector="23.5",
        )
        await feed(plug.snapshot(), plug.start(at=1), row)
        [session] = await stored(plug.station_id)
        [point] = (await client.get(f"/sessions/{session.id}/history", headers=READ)).json()["series"]
        assert {name: value for name, value in point.items() if value is not None and name != "at"} == {
            "requested_voltage_v": 408.0,
            "requested_current_a": 45.0,
            "insulation_resistance_ohm": 500_000.0,
            "insulation_errors": 2.0,
            "plus_voltage_v": 199.5,
            "minus_voltage_v": -198.5,
            "battery_temperature_c": 34.0,
            "temperature_c": 34.0,
            "module_temperature_c": 40.0,
            "connector_temperature_c": 23.5,
        }

    @pytest.mark.req("SES-144", "SES-146", "SES-147", "SES-148", "SES-155")
    async def test_what_ocpp_tells_and_no_more(self, client, feed, stored) -> None:
        plug = Plug()
        values: dict[str, Any] = {
            "Voltage": "400",
            "Current_Import": "100",
            "Power_Active_Import": "40000",
            "Power_Offered": "60000",
        }
        await feed(plug.snapshot(), plug.start(at=1), plug.meter(at=2, wh=1500, SoC="50", Temperature="30", **values))
        [session] = await stored(plug.station_id)
        [point] = (await client.get(f"/sessions/{session.id}/history", headers=READ)).json()["series"]
        assert {name: value for name, value in point.items() if value is not None and name != "at"} == {
            "energy_wh": 500,
            "power_w": 40_000,
            "power_limit_w": 60_000,
            "voltage_v": 400.0,
            "current_a": 100.0,
            "soc_percent": 50.0,
            "temperature_c": 30.0,
            "connector_temperature_c": 30.0,
        }

    @pytest.mark.req("SES-159", "SES-161")
    async def test_a_running_chart_grows_and_a_zoom_is_exact(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1), *(plug.meter(at=1 + n / 4, wh=1000 + n) for n in range(1, 200)))
        [session] = await stored(plug.station_id)
        path = f"/sessions/{session.id}/history"
        wide = (await client.get(path, params={"points": 50}, headers=READ)).json()
        assert (len(wide["series"]), wide["is_thinned"]) == (50, True)
        zoom = {"from": plug.time(10).isoformat(), "to": plug.time(15).isoformat(), "points": 50}
        near = (await client.get(path, params=zoom, headers=READ)).json()
        assert (len(near["series"]), near["is_thinned"]) == (21, False)
        assert [point["energy_wh"] for point in near["series"]] == list(range(36, 57))
        await feed(plug.meter(at=55, wh=1999))
        grown = (await client.get(path, params={"points": 50}, headers=READ)).json()
        assert grown["series"][-1]["energy_wh"] == 999
