"""Who owes money is refused at the next start, from the gateway's own copy of what billing-api tells."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from common.tokens import keyed_hash
from csms_gateway.authorization import Authorizer, Verdict
from csms_gateway.replicas.credentials import CredentialReplica
from csms_gateway.replicas.debtors import DebtorReplica

KEY, CARD, NOW = b"key", "CARD1", datetime(2026, 11, 26, tzinfo=UTC)
CONTRACT = Path(__file__).parents[2] / "billing-api" / "contracts" / "debtor.snapshot.v1.json"


def told() -> tuple[str, dict[str, Any]]:
    """Key and data as billing-api publishes them."""
    envelope = orjson.loads(CONTRACT.read_bytes())
    return envelope["subject"], envelope["data"]


def presented(debtors: DebtorReplica, user_id: str) -> Verdict:
    cards = CredentialReplica()
    cards.put("c", {"credential_id": "c", "hash": keyed_hash(KEY, CARD), "user_id": user_id})
    return Authorizer(cards, KEY, KEY, debtors).check(CARD, "station", NOW)


def test_a_debtor_is_blocked_until_the_debt_is_paid() -> None:
    debtors, (payer, data) = DebtorReplica(), told()
    assert presented(debtors, payer).result == "accepted"
    debtors.put(payer, data)
    verdict = presented(debtors, payer)
    assert (verdict.result, verdict.refusal) == ("blocked", "payer_has_debt")
    assert presented(debtors, "somebody-else").result == "accepted"
    debtors.remove(payer)
    assert presented(debtors, payer).result == "accepted"


def test_the_replica_knows_its_ids() -> None:
    debtors, (payer, data) = DebtorReplica(), told()
    debtors.put(payer, data)
    assert (debtors.ids(), len(debtors)) == ({payer}, 1)
    debtors.remove(payer)
    debtors.remove(payer)
    assert len(debtors) == 0
