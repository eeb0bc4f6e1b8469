"""One batch after another through the real unit: payers, announcements, prices, stray facts, history."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from common.ids import uuid7
from sessions_api.metering.models import HistoryRow
from sessions_api.reconciliation.models import UnmatchedFact
from sqlalchemy import func, select, text

from .factories import NOW, ORGANIZATION, Message, Plug, charge

TOKEN = "SCAAAAAAABABCDEF"
REMOTE = {"kind": "remote", "hash": None, "last4": "CDEF", "remote_token": TOKEN}
NOBODY = {"kind": "none", "hash": None, "last4": ""}


def command(plug: Plug, kind: str = "start_session", *, revision: int = 1, at: datetime = NOW, **more) -> Message:
    data = {
        "command_id": UUID(int=plug.station_id.int ^ len(kind)),
        "revision": revision,
        "number": 1,
        "station_id": plug.station_id,
        "station_number": "EVSE",
        "organization_id": ORGANIZATION,
        "connector_number": 1,
        "kind": kind,
        "parameters": {},
        "status": "received",
        "remote_token": TOKEN if kind == "start_session" else None,
        "payer": {"kind": "organization", "id": ORGANIZATION, "label": "Ромашка"},
        "created_by": "dispatcher",
        "created_at": at,
    }
    return Message("command.changed.v1", data | more, str(plug.station_id), "commands")


class TestPayer:
    async def test_a_card_makes_its_user_pay(self, feed, stored, announced) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1))
        [session] = await stored(plug.station_id)
        assert (session.payer_kind, session.payer_id, session.payer_label) == ("user", UUID(int=77), "Иван Петров")
        assert (session.start_source, session.start_user_label) == ("local", "****5824 (RFID)")
        assert session.flags == ["OCPPSession"]
        [(_, data)] = await announced(plug.station_id)
        assert data["payer"] == {"kind": "user", "id": str(UUID(int=77)), "label": "Иван Петров"}

    async def test_an_invalid_card_charges_at_nobodys_cost_and_is_seen(self, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1, authorization="invalid"))
        [session] = await stored(plug.station_id)
        assert session.payer_kind == "unknown"

    async def test_nobody_presented_himself(self, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1, token=NOBODY))
        [session] = await stored(plug.station_id)
        assert (session.payer_kind, session.start_user_label, session.start_source) == ("unknown", None, None)
        assert "AuthorizationDisabled" in session.flags

    @pytest.mark.req("SES-034", "ENU-529")
    @pytest.mark.parametrize("is_told_first", [True, False])
    async def test_a_remote_start_is_paid_by_its_command(self, feed, stored, announced, is_told_first) -> None:
        plug = Plug(started=NOW)
        token = f"SC{plug.station_id.hex[-14:]}".upper()
        told = command(plug, at=plug.time(0), remote_token=token)
        start = plug.start(at=1, token=REMOTE | {"remote_token": token.lower()})
        await feed(plug.snapshot())
        for message in (told, start) if is_told_first else (start, told):
            await feed(message)
        [session] = await stored(plug.station_id)
        assert (session.payer_kind, session.payer_id) == ("organization", ORGANIZATION)
        assert (session.start_source, session.start_user_label) == ("remote_command", "dispatcher")
        kinds = [(kind, data["payer"]["kind"]) for kind, data in await announced(plug.station_id)]
        assert kinds[-1][1] == "organization"
        assert len(kinds) == (1 if is_told_first else 2)

    @pytest.mark.req("SES-037", "ENU-555")
    @pytest.mark.parametrize("is_told_first", [True, False])
    async def test_a_remote_stop_names_who_gave_it(self, feed, stored, is_told_first) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1))
        told = command(plug, "stop_session", at=plug.time(29.9), created_by="nachtdienst")
        stop = plug.stop(at=30, reason="Remote")
        for message in (told, stop) if is_told_first else (stop, told):
            await feed(message)
        [session] = await stored(plug.station_id)
        assert (session.stop_source, session.stop_user_label) == ("remote_command", "nachtdienst")


class TestAnnouncements:
    async def test_a_session_of_an_unknown_station_waits_for_its_snapshot(self, feed, stored, announced) -> None:
        plug = Plug()
        await feed(plug.start(at=1))
        assert await announced(plug.station_id) == []
        await feed(plug.snapshot())
        [(kind, data)] = await announced(plug.station_id)
        assert (kind, data["organization_id"], data["connector_type"]) == (
            "session.started.v1",
            str(ORGANIZATION),
            "ccs2",
        )
        [session] = await stored(plug.station_id)
        assert session.transaction.station_number == session.station_number == data["station_number"]

    async def test_a_late_truth_is_a_higher_revision_of_the_ended_session(self, feed, announced) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1), plug.start("t2", at=20))
        await feed(plug.stop(at=12, received=21))
        told = [(kind, data["energy_wh"], data["revision"]) for kind, data in await announced(plug.station_id)]
        assert told == [
            ("session.ended.v1", 0, 1),
            ("session.started.v1", 0, 1),
            ("session.ended.v1", 5000, 2),
        ]

    async def test_what_is_told_again_is_not_announced_again(self, feed, announced) -> None:
        plug = Plug()
        story = [plug.snapshot(), plug.start(at=1), plug.stop(at=30), plug.status("available", 31)]
        await feed(*story)
        before = await announced(plug.station_id)
        await feed(*story)
        assert await announced(plug.station_id) == before

    @pytest.mark.req("SES-011", "ENU-565")
    async def test_the_activation_at_the_start_is_kept(self, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(is_activated=False), plug.start(at=1))
        await feed(plug.snapshot(is_activated=True, revision=2), plug.meter(at=2, wh=1100))
        [session] = await stored(plug.station_id)
        assert session.is_station_activated is False
        assert "TerminalNotActivated" in session.flags

    async def test_the_organization_at_the_start_is_kept(self, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1))
        await feed(plug.snapshot(organization_id=uuid7(), revision=2), plug.stop(at=30))
        [session] = await stored(plug.station_id)
        assert session.organization_id == ORGANIZATION

    async def test_energy_flow_ends_with_the_last_suspension_by_the_vehicle(self, feed, announced) -> None:
        plug, mark = Plug(), "suspended_by_vehicle"
        await feed(plug.snapshot(), plug.start(at=1), plug.status("in_progress", 1))
        await feed(plug.status("in_progress", 10, mark=mark), plug.status("in_progress", 12))
        await feed(plug.status("in_progress", 20, mark=mark), plug.stop(at=30))
        _, data = (await announced(plug.station_id))[-1]
        assert datetime.fromisoformat(data["transaction"]["energy_flow_ended_at"]) == plug.time(20)


class TestCharges:
    async def test_the_highest_version_counts(self, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1), plug.stop(at=30))
        [session] = await stored(plug.station_id)
        await feed(charge(session.id, version=2, amount="50.10"))
        await feed(charge(session.id, version=1, amount="7.00", status="not_paid"))
        [session] = await stored(plug.station_id)
        assert (session.amount, session.payment_status, session.currency) == (Decimal("50.10"), "paid", "RUB")


class TestStrayFacts:
    async def test_a_stop_without_start_is_kept_once_and_joined(self, feed, stored, sessions) -> None:
        plug = Plug()

        async def kept() -> int:
            statement = select(func.count()).where(
                UnmatchedFact.station_id == plug.station_id, UnmatchedFact.state == "waiting"
            )
            async with sessions() as session:
                return int(await session.scalar(statement) or 0)

        await feed(plug.snapshot(), plug.stop(at=30), plug.meter(at=20, wh=3000))
        await feed(plug.stop(at=30, received=45))
        assert await stored(plug.station_id) == []
        assert await kept() == 2
        await feed(plug.start(at=1, received=50))
        [session] = await stored(plug.station_id)
        assert (session.energy_wh, session.transaction.ended_at) == (5000, plug.time(30))
        assert await kept() == 0


class TestHistory:
    async def rows(self, sessions, session_id) -> list[tuple[datetime, int | None, int | None]]:
        async with sessions() as session:
            statement = select(HistoryRow).where(HistoryRow.session_id == session_id).order_by(HistoryRow.at)
            return [(row.at, row.energy_wh, row.power_w) for row in await session.scalars(statement)]

    async def test_rows_as_the_station_sent_them_and_each_moment_once(self, feed, stored, sessions) -> None:
        plug = Plug()
        first = plug.meter(at=2, wh=1100, Power_Active_Import="7000")
        await feed(plug.snapshot(), plug.start(at=1), first, plug.meter(at=3, wh=1200))
        await feed(first, plug.meter(at=3, Power_Active_Import="7100"))
        [session] = await stored(plug.station_id)
        assert await self.rows(sessions, session.id) == [(plug.time(2), 100, 7000), (plug.time(3), 200, 7100)]

    async def test_nonsense_of_a_meter_costs_neither_the_frame_nor_the_batch(self, feed, stored, sessions) -> None:
        plug = Plug()
        mad = plug.meter(at=2, wh=1100, Power_Active_Import="99999999999", SoC="5\x000", Voltage="NaN")
        await feed(plug.snapshot(), plug.start(at=1), mad, plug.stop(at=30, reason="Lo\x00cal"))
        [session] = await stored(plug.station_id)
        assert (session.energy_wh, session.soc_end, session.stop_source) == (5000, 50.0, "local")
        assert await self.rows(sessions, session.id) == [(plug.time(2), 100, None)]

    async def test_old_months_get_their_partitions(self, feed, stored, sessions) -> None:
        plug = Plug(started=datetime(2017, 12, 31, 23, 30, tzinfo=UTC))
        received = (NOW - plug.started) / timedelta(minutes=1)
        await feed(
            plug.snapshot(),
            plug.start(at=1, received=received),
            plug.meter(at=2, wh=1100, received=received),
            plug.meter(at=40, wh=1200, received=received),
            plug.stop(at=50, received=received),
        )
        [session] = await stored(plug.station_id)
        assert session.is_late
        assert "StartOffline" in session.flags
        assert len(await self.rows(sessions, session.id)) == 2
        async with sessions() as connection:
            names = (await connection.scalars(text("select tableoid::regclass::text from session_history"))).all()
        assert {"session_history_2017_12", "session_history_2018_01"} <= set(names)

    async def test_a_transaction_that_changes_its_session_takes_its_history_along(self, feed, stored, sessions) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.status("in_progress", 50))
        await feed(plug.start(at=20, received=51), plug.meter(at=25, wh=3000, received=51))
        await feed(plug.stop(at=30, received=51))
        past, live = await stored(plug.station_id)
        assert (past.energy_wh, past.is_late, past.payer_kind) == (5000, True, "user")
        assert (live.energy_wh, live.is_open, live.payer_kind, live.transaction) == (0, True, "unknown", None)
        assert [row[0] for row in await self.rows(sessions, past.id)] == [plug.time(25)]
        assert await self.rows(sessions, live.id) == []
