"""A payer who was deleted: what he paid stays, his name goes."""

import httpx
import pytest
from billing_api.directory.consumers import DirectoryUnit
from billing_factories import charge_of, payments_of, process, session_data, tell
from common.events import TOMBSTONE, Envelope
from common.ids import uuid7
from common.service import Runtime


@pytest.mark.req("USR-074")
async def test_charges_and_payments_stay_under_a_neutral_name(fresh: Runtime, client: httpx.AsyncClient) -> None:
    payer, other = uuid7(), {"kind": "user", "id": str(uuid7()), "label": "Сидоров Пётр"}
    his = session_data() | {"payer": {"kind": "user", "id": str(payer), "label": "Иванова Анна"}}
    others = session_data() | {"payer": other}
    await tell(fresh, his, others)
    await process(fresh)
    async with fresh.sessions.begin() as session:
        await DirectoryUnit(session).handlers[TOMBSTONE](Envelope.tombstone(fresh.clock.now(), str(payer)))
    name = f"deleted-{payer.hex[-8:]}"
    charge, [payment, *_] = await charge_of(fresh, his), await payments_of(fresh, his)
    assert (charge.payer_label, payment.payer_label) == (name, name)
    assert (charge.payer_id, charge.amount > 0) == (payer, True)
    assert (await charge_of(fresh, others)).payer_label == "Сидоров Пётр"
