"""A station without database: connections, health, connectors."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from hypothesis import given
from hypothesis import strategies as st
from stations_api.connectors.declared import Declared
from stations_api.connectors.models import Connector
from stations_api.connectors.reports import StatusReport
from stations_api.connectors.types import ConnectorStatus, ConnectorType
from stations_api.stations.health import logical_status, technical_status
from stations_api.stations.models import Station

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
LIMIT = timedelta(seconds=60)


def station(connectors: int = 2) -> Station:
    made = Station(id=uuid7(), epoch=0, closed_epoch=0, is_connected=False, revision=1)
    ccs2 = Declared(ConnectorType.CCS2, 60000)
    made.all_connectors = [Connector.declared(made.id, number, ccs2) for number in range(1, connectors + 1)]
    return made


def connect(one: Station, epoch: int, at: datetime = NOW, partition: int = 0) -> bool:
    return one.connect(epoch, at, gateway=1, command_partition=partition, remote_address="", protocol="ocpp1.6")


def report(status: ConnectorStatus, **changes: object) -> StatusReport:
    fields = {
        "id": uuid7(),
        "epoch": 1,
        "ocpp_status": {"available": "Available", "unavailable": "Unavailable"}.get(status, "Faulted"),
        "status": status,
        "controller_status": "A",
        "mark": None,
        "error_code": "NoError",
        "vendor_error_code": None,
        "info": None,
        "device_at": NOW,
        "received_at": NOW,
    }
    return StatusReport(**{**fields, **changes})  # type: ignore[arg-type]  # the factory is looser than the class


AVAILABLE, FAULTED, UNAVAILABLE = ConnectorStatus.AVAILABLE, ConnectorStatus.ERROR, ConnectorStatus.UNAVAILABLE


class TestConnection:
    def test_the_end_of_an_older_connection_changes_nothing(self) -> None:
        one = station()
        connect(one, 1)
        connect(one, 2, partition=5)
        one.disconnect(1, NOW + timedelta(seconds=1))
        assert (one.is_connected, one.epoch, one.command_partition) == (True, 2, 5)

    def test_an_older_connection_does_not_come_back(self) -> None:
        one = station()
        connect(one, 2, partition=5)
        assert not connect(one, 1, partition=9)
        assert one.command_partition == 5

    def test_a_connection_told_to_be_over_stays_over(self) -> None:
        one = station()
        connect(one, 1)
        one.disconnect(1, NOW)
        one.see(1, NOW + timedelta(seconds=20))
        assert not connect(one, 1)
        assert not one.is_connected

    def test_one_that_only_fell_silent_is_heard_again(self) -> None:
        one = station()
        connect(one, 1)
        one.lose(NOW)
        one.see(1, NOW + timedelta(minutes=20))
        assert (one.is_connected, one.disconnected_at) == (True, None)

    def test_seen_moves_in_steps(self) -> None:
        one = station()
        connect(one, 1)
        one.see(1, NOW + timedelta(seconds=4))
        assert one.last_seen_at == NOW
        one.see(1, NOW + timedelta(seconds=5))
        assert one.last_seen_at == NOW + timedelta(seconds=5)

    @given(facts=st.lists(st.tuples(st.sampled_from(["connect", "disconnect", "see"]), st.integers(1, 4)), max_size=20))
    def test_whatever_comes_in_whatever_order_the_newest_connection_decides(self, facts: Any) -> None:
        one, newest = station(), 0
        for kind, epoch in facts:
            if kind == "connect":
                connect(one, epoch)
            elif kind == "disconnect":
                one.disconnect(epoch, NOW)
            else:
                one.see(epoch, NOW)
            newest = newest if kind == "see" else max(newest, epoch)
            is_over = any(fact == ("disconnect", newest) for fact in facts[: facts.index((kind, epoch)) + 1])
            assert one.epoch == newest
            assert not (one.is_connected and one.closed_epoch >= one.epoch)
            if is_over:
                assert not one.is_connected


class TestTechnicalStatus:
    @pytest.mark.parametrize(
        ("itself", "connectors", "status"),
        [
            (AVAILABLE, [AVAILABLE, AVAILABLE], "ok"),
            (AVAILABLE, [UNAVAILABLE, AVAILABLE], "ok"),
            (AVAILABLE, [FAULTED, AVAILABLE], "warning"),
            (AVAILABLE, [FAULTED, ConnectorStatus.EMERGENCY_STOPPED], "out_of_order"),
            (FAULTED, [AVAILABLE, AVAILABLE], "out_of_order"),
            (AVAILABLE, [], "ok"),
        ],
    )
    @pytest.mark.req("ENU-068", "ENU-069", "ENU-070")
    def test_faults(self, itself: Any, connectors: Any, status: Any) -> None:
        one = station(len(connectors))
        one.connector_that_speaks(0).status = itself
        for connector, told in zip(one.connectors, connectors, strict=True):
            connector.status = told
        assert technical_status(one.all_connectors, is_configured=True, is_gone=False) == status

    @pytest.mark.req("ENU-071", "ENU-072")
    def test_away_and_never_booted(self) -> None:
        one = station()
        connect(one, 1)
        one.assess(NOW, LIMIT)
        assert one.technical_status == "not_configured"
        one.boot(NOW, told={})
        one.disconnect(1, NOW)
        one.assess(NOW + timedelta(seconds=59), LIMIT)
        assert one.technical_status == "ok"
        one.assess(NOW + timedelta(seconds=60), LIMIT)
        assert one.technical_status == "offline"

    @pytest.mark.req("ENU-073", "ENU-076")
    def test_logical_status(self) -> None:
        one = station()
        assert logical_status(one.all_connectors) == "out_of_service"
        one.connectors[0].report(report(AVAILABLE))
        assert logical_status(one.all_connectors) == "working"
        one.connector_that_speaks(0).report(report(UNAVAILABLE))
        assert logical_status(one.all_connectors) == "out_of_service"


class TestReport:
    def test_an_old_word_that_comes_late_is_kept_but_does_not_count(self) -> None:
        connector = station().connectors[0]
        connector.report(report(AVAILABLE, device_at=NOW))
        late = connector.report(report(FAULTED, device_at=NOW - timedelta(seconds=1)))
        assert connector.status is AVAILABLE
        assert late is not None
        assert late.status is FAULTED

    def test_a_clock_that_runs_ahead_orders_nothing(self) -> None:
        connector = station().connectors[0]
        connector.report(report(AVAILABLE, device_at=NOW + timedelta(hours=1)))
        connector.report(report(FAULTED, device_at=NOW + timedelta(seconds=1)))
        assert connector.status is FAULTED

    @pytest.mark.parametrize("device_at", [None, datetime(1970, 1, 1, tzinfo=UTC)])
    def test_without_a_clock_the_older_connection_is_the_older_word(self, device_at: Any) -> None:
        connector = station().connectors[0]
        connector.report(report(AVAILABLE, epoch=2, device_at=device_at))
        connector.report(report(FAULTED, epoch=1, device_at=device_at))
        assert connector.status is AVAILABLE
        connector.report(report(FAULTED, epoch=2, device_at=device_at))
        assert connector.status is FAULTED

    def test_after_a_boot_the_clock_may_have_been_set_back(self) -> None:
        one = station()
        connector = one.connectors[0]
        connector.report(report(AVAILABLE, device_at=NOW))
        one.boot(NOW, told={})
        connector.report(report(FAULTED, device_at=NOW - timedelta(hours=3)))
        assert connector.status is FAULTED

    def test_the_same_word_again_is_no_change(self) -> None:
        connector = station().connectors[0]
        assert connector.report(report(AVAILABLE)) is not None
        assert connector.report(report(AVAILABLE, device_at=NOW + timedelta(minutes=1))) is None
        assert connector.status_since == NOW

    @pytest.mark.req("ENU-031")
    def test_unavailable_reads_disabled_when_we_asked_for_it(self) -> None:
        one = station()
        first, second = one.connectors
        one.set_disabled(1, is_disabled=True)
        for connector in (first, second):
            connector.report(report(UNAVAILABLE))
        assert (first.status, second.status) == (ConnectorStatus.DISABLED, UNAVAILABLE)
        one.set_disabled(None, is_disabled=True)
        assert second.status is ConnectorStatus.DISABLED
        assert one.connector_that_speaks(3).is_disabled_by_us
        one.set_disabled(None, is_disabled=False)
        assert first.status is UNAVAILABLE


class TestTransaction:
    def test_a_start_that_was_kept_for_later_does_not_replace_the_present_one(self) -> None:
        connector = station().connectors[0]
        connector.begin_transaction("2", is_late=False)
        connector.begin_transaction("1", is_late=True)
        assert connector.transaction_number == "2"
        connector.begin_transaction("3", is_late=False)
        assert connector.transaction_number == "3"

    def test_power_belongs_to_the_transaction(self) -> None:
        connector = station().connectors[0]
        connector.measure(5000, None)
        assert connector.power_w == 0
        connector.begin_transaction("2", is_late=False)
        connector.measure(7000, "1")
        assert connector.power_w == 0
        connector.measure(5000, "2")
        connector.end_transaction("1")
        assert connector.power_w == 5000
        connector.end_transaction("2")
        assert (connector.transaction_number, connector.power_w) == (None, 0)
