"""Law 3 for stations that choose their numbers: OCPP 2.x with registers in samples only, and native."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from .factories import Message
from .physical import World, worlds
from .test_law_three import assert_exactly_once, replayed

_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large]


def native(message: Message) -> Message:
    if not message.type.startswith("transaction."):
        return message
    own = {"transaction_number": f"S-{message.data['transaction_number']}", "sequence": 1}
    return replace(message, data=message.data | own)


def ocpp201(message: Message, connector: int) -> Message:
    told, data = native(message), dict(native(message).data)
    for bound, context in (("meter_start_wh", "Transaction.Begin"), ("meter_stop_wh", "Transaction.End")):
        if (wh := data.get(bound)) is not None:
            data |= {bound: None, "samples": [_register(data["device_at"], wh, context)]}
    return replace(told, data=data | ({"connector_number": connector} if "transaction_number" in data else {}))


def _register(at: Any, wh: int, context: str) -> dict[str, Any]:
    return {"at": at, "measurand": "Energy.Active.Import.Register", "value": str(wh), "unit": "Wh", "context": context}


def told_by(world: World, protocol: str) -> World:
    connectors = {
        message.data["transaction_number"]: message.data["connector_number"]
        for batch in world.batches
        for message in batch
        if message.type == "transaction.started.v1"
    }

    def said(message: Message) -> Message:
        connector = connectors.get(message.data.get("transaction_number", ""))
        if connector is None:
            return message
        in_place = replace(message, data=message.data | {"connector_number": connector})
        return native(in_place) if protocol == "native" else ocpp201(in_place, connector)

    return World(world.lives, [[said(message) for message in batch] for batch in world.batches])


@pytest.mark.parametrize("protocol", ["native", "ocpp2.0.1"])
@settings(max_examples=100, deadline=None, suppress_health_check=_CHECKS)
@given(world=worlds())
def test_every_physical_session_exactly_once(protocol: str, world: World) -> None:
    assert_exactly_once(world.all_lives, list(replayed(told_by(world, protocol)).sessions.values()))
