from datetime import UTC, datetime, timedelta

from simulator.datasets.mapping import ConnectorKind
from simulator.native.generated.messages import TransactionEnded, TransactionStarted
from simulator.native.story import station_story
from simulator.replay.plan import PlannedSession, StationPlan

START = datetime(2025, 1, 1, tzinfo=UTC)
PLUG = ConnectorKind("", "ccs2", 60_000)


def plan() -> StationPlan:
    sessions = tuple(
        PlannedSession(str(place), "S", 1 + place % 2, "04AA", START + timedelta(minutes=20 * place),
                       START + timedelta(minutes=20 * place + 30), 1000 * place, 500)
        for place in range(6)
    )  # fmt: skip
    return StationPlan("S", "Europe/Moscow", "Maker", "Model", "", {1: PLUG, 2: PLUG}, sessions)


class TestStory:
    def test_is_told_in_the_order_of_time_and_each_session_in_its_own(self) -> None:
        tellings, story = station_story(plan())
        assert [told.at for told in story] == sorted(told.at for told in story)
        for telling in tellings:
            kinds = [type(told.message).__name__ for told in story if told.telling is telling]
            assert kinds == ["SessionOpened", "TransactionStarted", "SessionRows", "TransactionEnded", "SessionClosed"]

    def test_registers_are_the_plans(self) -> None:
        _, story = station_story(plan())
        started = [told.message.meter_start_wh for told in story if isinstance(told.message, TransactionStarted)]
        ended = [told.message.meter_stop_wh for told in story if isinstance(told.message, TransactionEnded)]
        assert started == [1000 * place for place in range(6)]
        assert sorted(end or 0 for end in ended) == [1000 * place + 500 for place in range(6)]

    def test_numbers_are_the_same_in_every_run(self) -> None:
        assert [[item.transaction_id for item in station_story(plan())[0]] for _ in range(2)] == 2 * [
            [item.transaction_id for item in station_story(plan())[0]]
        ]
