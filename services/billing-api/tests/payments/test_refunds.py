"""A person gives a payment back, wholly or in part; what is due falls with it, so nobody asks for it again."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from billing_api.directory.consumers import DirectoryUnit
from billing_api.organizations.consumers import OrganizationUnit
from billing_api.payments.models import Payment
from billing_api.sandbox.models import Outcome
from billing_api.sandbox.provider import SandboxProvider, ledger
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import audited, charge_of, payments_of, process, session_data, tell
from common.events import Envelope
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import bearer
from sqlalchemy import text

SERVICES = Path(__file__).parents[3]
CASHIER = bearer("payments:read", "payments:money", login="petrova")
OTHER = uuid7()
STRANGER = bearer("payments:read", "payments:money", organizations=[OTHER], organization_id=OTHER)


async def paid(runtime: Runtime) -> tuple[dict[str, Any], Payment]:
    data = session_data()
    await tell(runtime, data)
    await process(runtime)
    [payment] = await payments_of(runtime, data)
    return data, payment


async def refund(client: httpx.AsyncClient, payment: Payment, amount: str | None = None, **more: Any) -> httpx.Response:
    body = {"amount": amount, "reason": "Не зарядилась"}
    return await client.post(f"/payments/{payment.id}/refund", json=body, headers=more.pop("headers", CASHIER), **more)


async def held(runtime: Runtime) -> Decimal:
    """What the provider keeps of ours."""
    rows = [row for row in await ledger(runtime.sessions) if row.outcome is Outcome.accepted and row.captured_at]
    return sum((row.amount if row.operation == "payment" else -row.amount for row in rows), Decimal(0))


@pytest.mark.req("BIL-044", "BIL-083", "BIL-084", "BIL-086", "ENU-590")
async def test_partly_and_then_the_rest(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data, payment = await paid(fresh)
    first = await refund(client, payment, "100.00")
    assert first.status_code == 201, first.text
    made = first.json()
    assert (made["operation"], made["amount"], made["parent_id"]) == ("refund", "100.00", str(payment.id))
    assert (made["reason"], made["requested_by"]) == ("Не зарядилась", "petrova")
    await process(fresh)
    assert await held(fresh) == Decimal("686.28")
    details = (await client.get(f"/payments/{payment.id}", headers=CASHIER)).json()
    assert (details["refundable_amount"], details["actions"]) == ("686.28", ["refund"])
    assert [one["status"] for one in details["refunds"]] == ["completed"]
    rest = await refund(client, payment)
    assert rest.json()["amount"] == "686.28"
    await process(fresh)
    assert await held(fresh) == 0
    charge = await charge_of(fresh, data)
    assert (charge.paid_amount, charge.payment_status) == (Decimal(0), "paid")
    details = (await client.get(f"/payments/{payment.id}", headers=CASHIER)).json()
    assert (details["refundable_amount"], details["actions"]) == ("0.00", [])


async def test_what_was_given_back_is_not_asked_for_again(fresh: Runtime, client: httpx.AsyncClient) -> None:
    """A register that comes late prices the session anew: only the new difference is asked for."""
    data, payment = await paid(fresh)
    await refund(client, payment, "100.00")
    await process(fresh)
    await tell(fresh, {**data, "revision": 2, "energy_wh": 36_740})
    await process(fresh)
    amounts = [(one.operation.value, str(one.amount), one.status.value) for one in await payments_of(fresh, data)]
    assert amounts == [
        ("payment", "786.28", "completed"),
        ("refund", "100.00", "completed"),
        ("payment", "22.00", "completed"),
    ]
    assert (await charge_of(fresh, data)).payment_status == "paid"


@pytest.mark.parametrize(
    ("energy_wh", "asked", "charged"),
    [(36_740, [("payment", "22.00")], "708.28"), (34_740, [("refund", "22.00")], "664.28")],
)
async def test_a_new_price_leaves_alone_what_a_person_is_giving_back(
    fresh: Runtime, client: httpx.AsyncClient, energy_wh: int, asked: list[tuple[str, str]], charged: str
) -> None:
    """The register comes before the provider has heard of the refund."""
    data, payment = await paid(fresh)
    await refund(client, payment, "100.00")
    await tell(fresh, {**data, "revision": 2, "energy_wh": energy_wh})
    await process(fresh)
    amounts = [(one.operation.value, str(one.amount)) for one in await payments_of(fresh, data)]
    assert amounts == [("payment", "786.28"), ("refund", "100.00"), *asked]
    assert {one.status.value for one in await payments_of(fresh, data)} == {"completed"}
    charge = await charge_of(fresh, data)
    assert (charge.payment_status, str(charge.paid_amount)) == ("paid", charged)
    taken = [row.captured_amount or 0 for row in await ledger(fresh.sessions) if row.operation == "payment"]
    returned = [row.captured_amount or 0 for row in await ledger(fresh.sessions) if row.operation == "refund"]
    assert str(sum(taken) - sum(returned)) == charged


@pytest.mark.req("BIL-067", "BIL-083")
async def test_what_is_refused(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data, payment = await paid(fresh)
    too_much = await refund(client, payment, "786.29")
    assert (too_much.status_code, too_much.json()["code"]) == (409, "refund_exceeds_paid")
    assert too_much.json()["params"]["refundable"] == "786.28"
    for amount in ("0", "-1", "1.001"):
        assert (await refund(client, payment, amount)).status_code == 422
    assert (await refund(client, payment, headers=STRANGER)).status_code == 404
    await refund(client, payment, "700.00")
    again = await refund(client, payment, "100.00")  # the first is still on its way, and counts
    assert again.json()["code"] == "refund_exceeds_paid"
    await process(fresh)
    given_back = (await payments_of(fresh, data))[1]
    of_refund = await refund(client, given_back)
    assert (of_refund.status_code, of_refund.json()["code"]) == (409, "payment_not_refundable")


async def test_the_same_request_twice_gives_back_once(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data, payment = await paid(fresh)
    headers = {**CASHIER, "Idempotency-Key": "r1"}
    first, second = [await refund(client, payment, "100.00", headers=headers) for _ in range(2)]
    assert first.json()["id"] == second.json()["id"]
    assert len(await payments_of(fresh, data)) == 2


@pytest.mark.req("BIL-085")
async def test_a_refund_that_the_provider_declines_says_so_and_can_be_cancelled(
    fresh: Runtime, client: httpx.AsyncClient
) -> None:
    data, payment = await paid(fresh)
    await refund(client, payment, "100.00")
    await process(fresh, SandboxProvider(fresh.sessions, SandboxBehaviour(refuse_all=True), clock=fresh.clock))
    declined = (await payments_of(fresh, data))[1]
    assert (declined.status, declined.error) == ("error", "declined")
    assert (await charge_of(fresh, data)).payment_status == "paid"
    await client.post(f"/payments/{declined.id}/cancel", headers=CASHIER)
    details = (await client.get(f"/payments/{payment.id}", headers=CASHIER)).json()
    assert details["refundable_amount"] == "786.28"
    await process(fresh)
    assert (await charge_of(fresh, data)).payment_status == "paid"
    assert await held(fresh) == Decimal("786.28")


async def hear(unit: OrganizationUnit | DirectoryUnit, path: str, key: str, **changes: str) -> None:
    """The owner's example of a snapshot, told of this thing."""
    service, noun = path.split("/")
    example = (SERVICES / service / "contracts" / f"{noun}.snapshot.v1.json").read_bytes()
    told = Envelope.decode(example)
    data = {**told.data, f"{noun}_id": key, **changes}
    await unit.handlers[told.type](replace(told, data=data))


@pytest.mark.req("BIL-073", "BIL-075", "BIL-077", "BIL-078", "ENU-596", "ENU-597")
async def test_receipts_follow_the_money(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = session_data()
    await tell(fresh, data)
    [payment] = await payments_of(fresh, data)
    assert (await client.get(f"/payments/{payment.id}", headers=CASHIER)).json()["receipts"] == []
    await process(fresh)
    await refund(client, payment, "100.00")
    await process(fresh)
    receipts = (await client.get(f"/payments/{payment.id}", headers=CASHIER)).json()["receipts"]
    assert [(one["kind"], one["total"]) for one in receipts] == [("income", "786.28"), ("income_return", "100.00")]
    [line] = receipts[0]["lines"]
    assert (line["price"], line["quantity"], line["amount"]) == ("786.28", 1, "786.28")
    assert (receipts[0]["cashless"], receipts[0]["tax_amount"]) == ("786.28", "0.00")
    assert (line["name"], receipts[0]["tax"], receipts[0]["settlement"]) == (
        "charging_service",
        "not_subject_to_vat",
        "full",
    )


@pytest.mark.req("BIL-074", "BIL-076", "ENU-606", "ENU-607")
async def test_receipts_name_the_place_and_the_owners_tax_system(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data, payment = await paid(fresh)

    async def head() -> tuple[str, str | None]:
        [receipt] = (await client.get(f"/payments/{payment.id}", headers=CASHIER)).json()["receipts"]
        return receipt["address"], receipt["tax_system"]

    assert await head() == ("1001", None)  # as long as nobody has told more
    for tax_system in ("osn", "usn_income"):
        async with fresh.sessions.begin() as session:
            await hear(
                OrganizationUnit(session), "identity-api/organization", data["organization_id"], tax_system=tax_system
            )
            await hear(DirectoryUnit(session), "stations-api/station", data["station_id"], address="Казань, Баумана, 1")
        assert await head() == ("Казань, Баумана, 1", tax_system)


async def test_the_deed_is_recorded_with_its_reason(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data, payment = await paid(fresh)
    await refund(client, payment, "100.00")
    [told] = [one for one in await audited(fresh) if one["operation"] == "payment_refunded"]
    assert (told["operation"], told["source"]) == ("payment_refunded", "petrova")
    assert told["link_label"] == str(payment.number)
    assert told["arguments"] == {"amount": "100.00", "reason": "Не зарядилась"}
    assert told["session_id"] == data["session_id"]


@pytest.mark.req("SEC-024", "ENU-632", "ENU-639")
async def test_a_payment_and_its_receipt_are_told_to_the_security_log(fresh: Runtime) -> None:
    data, payment = await paid(fresh)
    told = await audited(fresh)
    assert [(one["operation"], one["link_type"], one["source"]) for one in told] == [
        ("payment_created", "payment", "billing-api"),
        ("receipt_created", "receipt", "billing-api"),
    ]
    assert {(one["link_label"], one["session_id"]) for one in told} == {(str(payment.number), data["session_id"])}
    assert told[0]["arguments"] == {"operation": "payment", "amount": str(payment.amount), "currency": "RUB"}


@pytest.mark.req("BIL-094")
async def test_days_and_numbers_need_not_be_in_one_order(fresh: Runtime, client: httpx.AsyncClient) -> None:
    """By number the walk goes from the first block of numbers that has a payment of those days to the last."""
    for _ in range(6):
        await tell(fresh, session_data())
    moved = text(
        "update payments set number = 40000020000000 + place * 30000, created_at = timestamptz '2026-11-01' "
        "+ (array[1, 2, 6, 3, 4, 5])[place] * interval '1 day' from (select id, row_number() over (order by number) "
        "place from payments) placed where placed.id = payments.id"
    )
    async with fresh.sessions.begin() as session:
        await session.execute(moved)

    async def numbers(sort: str, **days: int) -> list[int]:
        span = {f"created_{end}": f"2026-11-{day + 1:02}T00:00:00Z" for end, day in days.items()}
        answer = await client.get("/payments", params={**span, "sort": sort}, headers=CASHIER)
        return [(int(one["number"]) - 40000020000000) // 30000 for one in answer.json()["items"]]

    assert await numbers("number", **{"from": 3}) == [3, 4, 5, 6]
    assert await numbers("-number", **{"from": 3, "to": 6}) == [6, 5, 4]
    assert await numbers("-number", to=3) == [2, 1]
    assert await numbers("number", **{"from": 6}) == [3]
    assert await numbers("number", **{"from": 7}) == []
    assert await numbers("-created_at", **{"from": 5}) == [3, 6]


@pytest.mark.req("BIL-094")
async def test_the_list_is_filtered_by_what_people_look_for(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data, payment = await paid(fresh)
    await tell(fresh, session_data(energy_wh=1_000))
    station = data["station_id"]

    async def amounts(**params: str) -> list[str]:
        answer = await client.get("/payments", params=params, headers=CASHIER)
        assert answer.status_code == 200, answer.text
        return [one["amount"] for one in answer.json()["items"]]

    assert await amounts(q=str(payment.number)[-6:]) == ["786.28"]
    assert sorted(await amounts(q="IVANOV")) == ["22.00", "786.28"]
    assert sorted(await amounts(station_id=station)) == ["22.00", "786.28"]
    assert await amounts(station_id=str(uuid7())) == []
    assert await amounts(amount_min="100") == ["786.28"]
    assert await amounts(amount_max="100") == ["22.00"]
    assert await amounts(sort="amount") == ["22.00", "786.28"]
    assert await amounts(created_from=fresh.clock.now().isoformat(), sort="-amount") == ["786.28", "22.00"]
    assert await amounts(created_to=fresh.clock.now().isoformat()) == []
    assert await amounts(type="sbp") == []
    assert await amounts(status="completed") == ["786.28"]
