"""What the demo shows of money and webhooks."""

from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from simulator.demo import money, receiver
from simulator.demo.groups import tariffs_of_groups


class TestReceiver:
    async def test_it_takes_events_and_is_busy_now_and_then(self, tmp_path: Path) -> None:
        port = receiver.port_of(tmp_path)
        assert receiver.port_of(tmp_path) == port
        async with receiver.Receiver().listening(port), httpx.AsyncClient(trust_env=False) as sender:
            answers = [await self.sent(sender, port, str(number)) for number in range(receiver.BUSY_EVERY)]
            assert answers == [204] * (receiver.BUSY_EVERY - 1) + [503]
            assert await self.sent(sender, port, str(receiver.BUSY_EVERY - 1)) == 204  # the retry

    @staticmethod
    async def sent(sender: httpx.AsyncClient, port: int, message_id: str) -> int:
        headers = {"webhook-id": message_id}
        return (await sender.post(f"http://127.0.0.1:{port}/hooks", json={"a": 1}, headers=headers)).status_code

    async def test_a_port_that_is_taken_is_no_end(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        port = receiver.port_of(tmp_path)
        async with receiver.Receiver().listening(port), receiver.Receiver().listening(port):
            assert "receiver:" in capsys.readouterr().out


class TestMoney:
    def test_refunds_are_whole_and_partial(self) -> None:
        assert "amount" not in money.refund(0, "100.00")
        assert money.refund(1, "100.01")["amount"] == "25.00"

    def test_refused_amounts_are_few_enough_for_the_sandbox(self) -> None:
        assert len(set(money.REFUSED)) <= 1000
        assert all(Decimal(amount) == Decimal(amount).quantize(Decimal("0.01")) for amount in money.REFUSED)


def test_tariffs_of_several_kinds() -> None:
    tariffs = tariffs_of_groups("u", "s")
    assert [one.get("user_group_id") or one.get("station_group_id") for one in tariffs] == ["u", "s", None]
    assert {one["periodicity"] for one in tariffs} == {"permanent", "weekly"}
    assert not tariffs[-1]["is_in_force"]
