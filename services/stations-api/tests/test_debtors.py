"""Who owes money for an earlier session starts no further one from the dashboard, until the debt is paid."""

from pathlib import Path
from uuid import UUID

import orjson
from common.db import Sessions
from common.events import TOMBSTONE, Envelope
from stations_api.directory.consumers import CopyUnit, DebtorTold
from stations_api.directory.models import DebtorCopy
from stations_support import Maker, Operator

CONTRACT = Path(__file__).parents[2] / "billing-api" / "contracts" / "debtor.snapshot.v1.json"


async def hear(sessions: Sessions, payer: UUID, *, is_paid: bool = False) -> None:
    """billing-api's own example, about this payer."""
    told = Envelope.decode(CONTRACT.read_bytes())
    kind = TOMBSTONE if is_paid else told.type
    message = Envelope(told.id, told.source, kind, str(payer), told.time, told.data, str(payer))
    async with sessions.begin() as session:
        unit = CopyUnit(session, DebtorCopy, DebtorTold)
        await unit.handlers[kind](message)
        await unit.finish()


async def test_a_debtor_is_refused_by_name_and_amount(operator: Operator, sessions: Sessions, make_user: Maker) -> None:
    station, user = await operator.station(), await make_user()
    payer = {"kind": "user", "id": str(user)}
    body = {"station_id": station["id"], "kind": "start_session", "connector_number": 1, "payer": payer}
    await hear(sessions, user)
    refused = await operator.post("/commands", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "payer_has_debt")
    owed = orjson.loads(CONTRACT.read_bytes())["data"]["amount"]
    assert refused.json()["params"] == {"label": "Ivanov I.", "amount": owed, "currency": "RUB"}
    await hear(sessions, user, is_paid=True)
    assert (await operator.post("/commands", body)).status_code == 202
