"""The life of a command, without database: every order of events, no way back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from hypothesis import given
from hypothesis import strategies as st
from stations_api.commands.errors import IllegalTransition
from stations_api.commands.kinds import RULES, CommandKind
from stations_api.commands.models import Command, CommandStatus, ResultCode

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
RANK = {"scheduled": 0, "received": 1, "expired": 2, "succeeded": 2, "failed": 2}
STEPS = {
    "send": lambda command: command.send(NOW),
    "wait": lambda command: command.wait_for_station(),
    "receive": lambda command: command.receive(NOW),
    "accept": lambda command: command.accept(NOW),
    "promise": lambda command: command.promise(ResultCode.SCHEDULED_BY_STATION, NOW),
    "reject": lambda command: command.fail(ResultCode.REJECTED, "Rejected", NOW),
    "timeout": lambda command: command.miss_answer(NOW),
    "observe": lambda command: command.observe(NOW),
    "expire": lambda command: command.expire(),
    "give_up": lambda command: command.give_up(NOW),
}


def make(kind: CommandKind = CommandKind.START_SESSION, *steps: str) -> Command:
    expires_at = NOW + timedelta(seconds=150)
    command = Command(
        id=uuid7(), kind=kind, parameters={}, status=CommandStatus.SCHEDULED, expires_at=expires_at, due_at=expires_at
    )
    for step in steps:
        STEPS[step](command)
    return command


@pytest.mark.req("CMD-045", "ENU-624")
class TestOrder:
    @given(kind=st.sampled_from(CommandKind), steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
    def test_no_sequence_of_steps_leads_back(self, kind: Any, steps: Any) -> None:
        command = make(kind)
        for step in steps:
            before = command.status
            try:
                STEPS[step](command)
            except IllegalTransition:
                assert command.status is before
            assert RANK[command.status] >= RANK[before]
            if not before.is_open:
                assert command.status is before

    @given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
    def test_success_and_failure_come_only_after_receipt(self, steps: Any) -> None:
        command = make()
        for step in steps:
            before = command.status
            try:
                STEPS[step](command)
            except IllegalTransition:
                continue
            if command.status in {CommandStatus.SUCCEEDED, CommandStatus.FAILED}:
                assert before in {CommandStatus.RECEIVED, command.status}
            if command.status is CommandStatus.EXPIRED:
                assert before in {CommandStatus.SCHEDULED, command.status}

    @pytest.mark.parametrize("steps", [("receive",), ("expire",), ("receive", "observe"), ("receive", "reject")])
    def test_what_was_received_or_is_over_is_not_received_again(self, steps: Any) -> None:
        command = make(CommandKind.START_SESSION, *steps)
        with pytest.raises(IllegalTransition):
            command.receive(NOW)


class TestEnd:
    @pytest.mark.parametrize(
        ("kind", "steps", "status", "code"),
        [
            ("start_session", ("wait",), "scheduled", "station_offline"),
            ("start_session", ("wait", "send"), "scheduled", None),
            ("start_session", ("wait", "expire"), "expired", "station_offline"),
            ("start_session", ("send", "receive"), "received", None),
            ("start_session", ("receive", "accept"), "received", "accepted"),
            ("start_session", ("receive", "accept", "observe"), "succeeded", "accepted"),
            ("start_session", ("receive", "observe"), "succeeded", "accepted"),
            ("start_session", ("receive", "accept", "give_up"), "failed", "no_effect"),
            ("start_session", ("receive", "give_up"), "failed", "timeout"),
            ("start_session", ("receive", "timeout"), "received", "timeout"),
            ("start_session", ("receive", "timeout", "give_up"), "failed", "timeout"),
            ("start_session", ("receive", "reject"), "failed", "rejected"),
            ("hard_reset", ("receive", "timeout", "observe"), "succeeded", "accepted"),
            ("unlock_connector", ("receive", "accept"), "succeeded", "accepted"),
            ("unlock_connector", ("receive", "timeout"), "failed", "timeout"),
            ("trigger_message", ("receive", "accept"), "succeeded", "accepted"),
            ("change_availability", ("receive", "promise"), "succeeded", "scheduled_by_station"),
        ],
    )
    @pytest.mark.req("CMD-040", "CMD-041", "CMD-042", "CMD-043", "CMD-044")
    def test_status_and_result(self, kind: Any, steps: Any, status: Any, code: Any) -> None:
        command = make(CommandKind(kind), *steps)
        assert (command.status, command.result_code) == (status, code)

    def test_the_effect_has_its_time_from_the_last_word_of_the_station(self) -> None:
        command = make(CommandKind.SOFT_RESET)
        assert command.due_at == command.expires_at
        command.receive(NOW)
        assert command.due_at == NOW + RULES[CommandKind.SOFT_RESET].effect_limit
        command.accept(NOW + timedelta(seconds=5))
        assert command.due_at == NOW + timedelta(seconds=5) + RULES[CommandKind.SOFT_RESET].effect_limit
