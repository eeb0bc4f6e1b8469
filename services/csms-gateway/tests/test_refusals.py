"""Who may not charge is told so on all protocols, from the gateway's own copy of the cards, everything else away."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from common.testing.helpers import eventually
from common.tokens import keyed_hash
from csms_gateway.gateway import Gateway, running
from gateway_support import CREDENTIAL_KEY, BrokerProxy, MakeSettings, Published, Register, connect, until_ready
from native_support import connect_native

AT = "2026-11-25T10:00:00Z"
ELSEWHERE = "019ac0de-0002-7000-8000-000000000009"
CARDS: dict[str, tuple[dict[str, Any], str | None]] = {
    "CARDFREE": ({"allowed_station_ids": None, "energy_left_wh": None}, None),
    "CARDSOME": ({"energy_left_wh": 1}, None),
    "CARDBLOCKED": ({"is_blocked": True, "energy_left_wh": 0}, "user_blocked"),
    "CARDELSEWHERE": ({"allowed_station_ids": [ELSEWHERE]}, "station_not_allowed"),
    "CARDSPENT": ({"energy_left_wh": 0}, "energy_limit"),
    "CARDOVERSPENT": ({"energy_left_wh": -7}, "energy_limit"),
}
"""Fields of each card's snapshot, and the refusal they lead to. CARDHERE is allowed at the stations of the test."""
Ask = Callable[[Gateway, str, str], Awaitable[tuple[str, str]]]
"""Presents a card at a station; the words of the check and of the start."""


async def ask_16(gateway: Gateway, key: str, card: str) -> tuple[str, str]:
    station = await connect(gateway, key)
    checked = await station.call("Authorize", {"idTag": card})
    start = {"connectorId": 1, "idTag": card, "meterStart": 0, "timestamp": AT}
    started = await station.call("StartTransaction", start)
    await station.socket.close()
    return checked["idTagInfo"]["status"], started["idTagInfo"]["status"]


async def ask_201(gateway: Gateway, key: str, card: str) -> tuple[str, str]:
    station = await connect(gateway, key, ["ocpp2.0.1"])
    token = {"idToken": card, "type": "ISO14443"}
    checked = await station.call("Authorize", {"idToken": token})
    event = {"eventType": "Started", "timestamp": AT, "seqNo": 0, "triggerReason": "Authorized", "idToken": token,
             "transactionInfo": {"transactionId": f"T-{card}"}, "evse": {"id": 1, "connectorId": 1}}  # fmt: skip
    started = await station.call("TransactionEvent", event)
    await station.socket.close()
    return checked["idTokenInfo"]["status"], started["idTokenInfo"]["status"]


async def ask_native(gateway: Gateway, key: str, card: str) -> tuple[str, str]:
    """The start is a fact of the station there: it is told, not answered."""
    station = await connect_native(gateway, f"n-{key}", queue_id=card)
    await station.hello()
    credential = {"kind": "rfid", "number": card}
    await station.send({"type": "authorization_request", "request_id": "a", "credential": credential})
    answer = (await station.receive_type("authorization_answer"))["result"].capitalize()
    number = await station.tell("transaction_started", session_number="s", connector_number=1, meter_start_wh=0,
                                transaction_number=f"T-{card}", credential=credential)  # fmt: skip
    await station.until_acknowledged(number)
    await station.socket.close()
    return answer, answer


PROTOCOLS = {"1.6": ask_16, "2.0.1": ask_201, "native": ask_native}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stations(register: Register) -> dict[str, str]:
    return {name: await register.station(f"refusing-{name}", protocol=name) for name in PROTOCOLS}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def cards(register: Register, stations: dict[str, str]) -> set[str]:
    """The ids of all cards."""
    here = {"CARDHERE": ({"allowed_station_ids": [ELSEWHERE, *stations.values()]}, None)}
    return {
        await register.credential(keyed_hash(bytes.fromhex(CREDENTIAL_KEY), number), **fields)
        for number, (fields, _) in {**CARDS, **here}.items()
    }


async def until_all_known(gateway: Gateway, stations: dict[str, str], cards: set[str]) -> None:
    async def is_known() -> Any:
        return cards <= gateway.credentials.ids() and set(stations.values()) <= gateway.stations.ids()

    await eventually(is_known)


@pytest.mark.req("USR-093", "USR-105", "USR-107")
@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("card", [*CARDS, "CARDHERE"])
async def test_a_refusal_is_answered_and_told_with_its_reason(
    gateway: Gateway, published: Published, stations: dict[str, str], cards: set[str], protocol: str, card: str
) -> None:
    await until_all_known(gateway, stations, cards)
    refusal = CARDS[card][1] if card in CARDS else None
    word = "Blocked" if refusal else "Accepted"
    assert await PROTOCOLS[protocol](gateway, f"refusing-{protocol}", card) == (word, word)

    fingerprint = keyed_hash(bytes.fromhex(CREDENTIAL_KEY), card)

    def is_of_card(data: dict[str, Any]) -> bool:
        return bool(data["token"]["hash"] == fingerprint)

    checked = await published.one(stations[protocol], "authorization.checked.v1", is_of_card)
    started = await published.one(stations[protocol], "transaction.started.v1", is_of_card)
    assert (checked["result"], checked["refusal"]) == (word.lower(), refusal)
    assert (started["authorization"], started["refusal"]) == (word.lower(), refusal)


@pytest_asyncio.fixture(loop_scope="session")
async def broker(kafka_bootstrap: str) -> Any:
    proxy = BrokerProxy(kafka_bootstrap)
    await proxy.open()
    yield proxy
    await proxy.cut()


@pytest.mark.req("USR-093", "USR-105", "USR-107")
async def test_after_a_restart_with_everything_away_they_are_refused_still(
    broker: BrokerProxy, make_settings: MakeSettings, stations: dict[str, str], cards: set[str]
) -> None:
    settings = make_settings(kafka_bootstrap=broker.address)
    async with running(Gateway(settings)) as first:
        await until_ready(first)
        await until_all_known(first, stations, cards)
        await eventually(lambda: all_saved(first, stations, cards))
    await broker.cut()
    async with running(Gateway(settings)) as second:
        old = await connect(second, "refusing-1.6")
        young = await connect(second, "refusing-2.0.1", ["ocpp2.0.1"])
        native = await connect_native(second, "n-refusing-native")
        await native.hello()
        for card, (_, refusal) in CARDS.items():
            word = "Blocked" if refusal else "Accepted"
            assert (await old.call("Authorize", {"idTag": card}))["idTagInfo"]["status"] == word
            token = {"idToken": card, "type": "ISO14443"}
            assert (await young.call("Authorize", {"idToken": token}))["idTokenInfo"]["status"] == word
            request = {"request_id": card, "credential": {"kind": "rfid", "number": card}}
            await native.send({"type": "authorization_request", **request})
            assert (await native.receive_type("authorization_answer"))["result"] == word.lower()
        for station in (old, young, native):
            await station.socket.close()


async def all_saved(gateway: Gateway, stations: dict[str, str], cards: set[str]) -> Any:
    saved = {change.key for topic in ("stations", "credentials") for change in await gateway.store.snapshots(topic)}
    return cards | set(stations.values()) <= saved
