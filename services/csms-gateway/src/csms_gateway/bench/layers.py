"""The OCPP layer alone: from the text of a MeterValues to the text of its answer, without socket and Kafka."""

import asyncio
import time
from datetime import UTC, datetime
from statistics import median
from typing import Any

from csms_gateway.authorization import Authorizer
from csms_gateway.bench.load import meter_values
from csms_gateway.bench.reference import CentralChargePoint
from csms_gateway.conversation import Conversation
from csms_gateway.model_rules import ANY
from csms_gateway.ocpp201.memory import Memories
from csms_gateway.ocppj.routing import Tools
from csms_gateway.protocols import ocpp_protocols
from csms_gateway.replicas.credentials import CredentialReplica

_MASK_AND_LENGTH = 8


class _Station:
    """A caller."""

    station_id = "019ac0de-0001-7000-8000-000000000001"
    epoch = 1
    connector_numbers = (1,)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - read only
    rule = ANY


class _Nowhere:
    """A socket for the reference."""

    async def send(self, _message: str) -> None:
        return


async def measure_layers(slices: int = 5, seconds: float = 0.4) -> float:
    """Messages per CPU second, ours over the reference's; median of interleaved slices."""
    tools = Tools(Authorizer(CredentialReplica(), b"a", b"b"), lambda: 300, 300)
    ours = ocpp_protocols(tools, Memories())[0].begin(_Station())
    theirs = CentralChargePoint("bench", _Nowhere())  # type: ignore[no-untyped-call]  # the library is untyped
    ratios = []
    for _ in range(slices):
        rate = _our_rate(ours, seconds)
        ratios.append(rate / await _their_rate(theirs, seconds))
        await asyncio.sleep(0)
    return round(median(ratios), 1)


def _our_rate(ours: Conversation, seconds: float) -> float:
    make, now, count = meter_values(7), datetime.now(UTC), 0
    began = time.process_time()
    while (passed := time.process_time() - began) < seconds:
        for _ in range(50):
            count += 1
            ours.read(make(count)[_MASK_AND_LENGTH:], now)
    return count / passed


async def _their_rate(theirs: Any, seconds: float) -> float:
    make, count = meter_values(7), 0
    began = time.process_time()
    while (passed := time.process_time() - began) < seconds:
        for _ in range(10):
            count += 1
            await theirs.route_message(make(count)[_MASK_AND_LENGTH:].decode())
    return count / passed
