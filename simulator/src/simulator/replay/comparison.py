"""Sent against found: what a run must prove, session by session."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from simulator.replay.found import Found, FoundSession, FoundTransaction
from simulator.replay.plan import PlannedSession
from simulator.replay.sent import SentSession, SessionKey, session_key
from simulator.tariffs.frozen import frozen_tariffs
from simulator.tariffs.reference import reference_amount
from simulator.tariffs.tariff import Tariff

COMPLETED = "completed"
PAYMENT = "payment"
PAID = "paid"
NOT_REQUIRED = "not_required"


class Kind(StrEnum):
    """What can differ."""

    not_told = "not_told"  # the station never got an answer to its stop
    missing = "missing"
    doubled = "doubled"
    unexpected = "unexpected"  # on one of our stations, but no row of the folder
    start = "start"
    end = "end"
    energy = "energy"
    not_priced = "not_priced"
    amount = "amount"
    payments = "payments"
    payment_not_final = "payment_not_final"


# What time alone can mend: the product may still be working.
PASSING = frozenset(
    {Kind.missing, Kind.end, Kind.energy, Kind.not_priced, Kind.amount, Kind.payments, Kind.payment_not_final}
)

MONEY = frozenset({Kind.amount, Kind.payments, Kind.payment_not_final})


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was sent."""

    kind: Kind
    session: str
    text: str


@dataclass
class Comparison:
    """Sums and differences. Energy in Wh; amounts are of the sessions that were found."""

    sent: int = 0
    found: int = 0
    energy_sent_wh: int = 0
    energy_found_wh: int = 0
    amount_expected: Decimal = Decimal(0)
    amount_found: Decimal = Decimal(0)
    payments_completed: int = 0
    earlier_versions: int = 0  # sessions priced by a tariff as it was before an edit
    odd_amounts: list[str] = field(default_factory=list)  # ids of sessions in the product
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        """Whether everything is as it was sent."""
        return not self.differences

    @property
    def is_settled(self) -> bool:
        """Whether waiting longer cannot help."""
        return not any(difference.kind in PASSING for difference in self.differences)

    @property
    def differs_in_money_alone(self) -> bool:
        """Whether amounts, and payments that follow from them, are all that differs."""
        return all(difference.kind in MONEY for difference in self.differences)

    def count(self, kind: Kind) -> int:
        """How many differences of a kind there are."""
        return sum(difference.kind is kind for difference in self.differences)

    def differ(self, kind: Kind, session: str, text: str) -> None:
        """Note a difference."""
        self.differences.append(Difference(kind, session, text))


def compare(
    sent: Iterable[SentSession], known: Iterable[PlannedSession], found: Found, tariffs: list[Tariff]
) -> Comparison:
    """Compare each sent session with the transactions, sessions and payments that were found.

    `known` are all sessions of the folder: a transaction of an earlier, longer run is no surprise.
    """
    comparison = Comparison()
    by_key: dict[object, list[FoundTransaction]] = defaultdict(list)
    for transaction in found.transactions:
        by_key[transaction.key].append(transaction)
    for session in sent:
        compare_session(comparison, session, by_key[session.key], found, tariffs)
    note_unexpected(comparison, {session_key(session) for session in known}, found.transactions)
    return comparison


def compare_session(
    comparison: Comparison,
    sent: SentSession,
    matches: list[FoundTransaction],
    found: Found,
    tariffs: list[Tariff],
) -> None:
    """One session: there once, equal, priced, paid."""
    name = name_of(sent)
    comparison.sent += 1
    comparison.energy_sent_wh += sent.session.energy_wh
    if not sent.is_told:
        comparison.differ(Kind.not_told, name, "the station got no answer to the end")
    if not matches:
        comparison.differ(Kind.missing, name, "no transaction")
        return
    comparison.found += 1
    if len(matches) > 1:
        comparison.differ(Kind.doubled, name, f"{len(matches)} transactions")
    compare_values(comparison, sent, matches[0])
    compare_money(comparison, sent, matches[0], found, tariffs)


def compare_values(comparison: Comparison, sent: SentSession, transaction: FoundTransaction) -> None:
    """Start, end and energy."""
    session, name = sent.session, name_of(sent)
    comparison.energy_found_wh += transaction.energy_wh or 0
    if transaction.started_at != session.started_at:
        comparison.differ(Kind.start, name, f"{transaction.started_at} instead of {session.started_at}")
    if transaction.ended_at != session.ended_at:
        comparison.differ(Kind.end, name, f"{transaction.ended_at} instead of {session.ended_at}")
    if transaction.energy_wh != session.energy_wh:
        comparison.differ(Kind.energy, name, f"{transaction.energy_wh} Wh instead of {session.energy_wh} Wh")


def compare_money(
    comparison: Comparison, sent: SentSession, transaction: FoundTransaction, found: Found, tariffs: list[Tariff]
) -> None:
    """Amount against the reference, and exactly one completed payment where there is something to pay."""
    name = name_of(sent)
    session = found.sessions.get(transaction.session_id)
    if session is None:
        comparison.differ(Kind.not_priced, name, "the session is not in the list")
        return
    frozen = frozen_tariffs(found.charges.get(session.id, []), tariffs, sent.session.started_at)
    comparison.earlier_versions += frozen is not None
    expected = reference_amount(frozen or tariffs, sent.connector_type, sent.registers, sent.zone)
    comparison.amount_expected += expected or 0
    comparison.amount_found += session.amount or 0
    if session.amount is None and expected is not None:
        comparison.differ(Kind.not_priced, name, f"no amount instead of {expected}")
    elif (session.amount or 0) != (expected or 0):
        comparison.odd_amounts.append(session.id)
        comparison.differ(Kind.amount, name, f"{session.amount} instead of {expected}")
    compare_payments(comparison, name, session, found, is_due=bool(expected))


def compare_payments(comparison: Comparison, name: str, session: FoundSession, found: Found, *, is_due: bool) -> None:
    """One completed payment over the whole amount, or none where nothing is due."""
    payments = found.payments.get(session.id, [])
    completed = [payment for payment in payments if (payment.operation, payment.status) == (PAYMENT, COMPLETED)]
    comparison.payments_completed += len(completed)
    if len(payments) > 1 or (is_due and not payments):
        comparison.differ(Kind.payments, name, f"{len(payments)} payments")
    elif payments and not completed:
        comparison.differ(Kind.payment_not_final, name, f"payment is {payments[0].status}")
    elif completed and completed[0].amount != session.amount:
        comparison.differ(Kind.amount, name, f"paid {completed[0].amount} of {session.amount}")
    if session.payment_status not in {PAID, NOT_REQUIRED} or (is_due and session.payment_status != PAID):
        comparison.differ(Kind.payment_not_final, name, f"the session's payment is {session.payment_status}")


def note_unexpected(comparison: Comparison, known: set[SessionKey], transactions: Iterable[FoundTransaction]) -> None:
    """Transactions of our stations that no row of the folder explains."""
    strangers = Counter(transaction.key for transaction in transactions if transaction.key not in known)
    for (station, connector, started_at), count in strangers.items():
        comparison.differ(Kind.unexpected, f"{station}/{connector}", f"{count} transactions started at {started_at}")


def name_of(sent: SentSession) -> str:
    """How a session is named in the list of differences."""
    session = sent.session
    return f"{session.session_id} ({session.station_number}/{session.connector_number})"
