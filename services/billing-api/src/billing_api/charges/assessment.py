"""What a session's facts mean for its price: calculated or not, payable or not, final or not (BIL-017..025)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from billing_api.charges.facts import PayerKind, Told
from billing_api.charges.models import SessionPaymentStatus
from billing_api.charges.usage import UsageFacts
from billing_api.pricing.breakdown import Calculation
from billing_api.pricing.engine import price
from billing_api.pricing.rounding import ZERO
from billing_api.pricing.tariff import TariffVersion

LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Assessment:
    """`status` is None when the payments decide it."""

    calculation: Calculation
    is_final: bool
    is_payable: bool
    status: SessionPaymentStatus | None

    @property
    def amount(self) -> Decimal:
        return self.calculation.amount


NOTHING = Calculation(groups=[], amount=ZERO)


def assess(told: Told, tariffs: Sequence[TariffVersion]) -> Assessment:
    facts = told.facts
    if facts.payer.kind is PayerKind.none or not tariffs:
        return _unpaid(told, NOTHING, SessionPaymentStatus.not_required)
    if facts.transaction is None:
        waits = SessionPaymentStatus.not_calculated if facts.is_open else SessionPaymentStatus.not_required
        return _unpaid(told, NOTHING, waits)
    calculation = price(UsageFacts.of(told, facts.transaction).usage(), tariffs, ZoneInfo(facts.time_zone))
    if is_too_long(told):
        return _unpaid(told, calculation, SessionPaymentStatus.cancelled)
    if facts.is_open:
        return _unpaid(told, calculation, SessionPaymentStatus.interim_calculation)
    if not calculation.amount:
        return _unpaid(told, calculation, SessionPaymentStatus.not_required)
    return Assessment(calculation, is_final=True, is_payable=True, status=None)


def is_too_long(told: Told) -> bool:
    """BIL-021 holds for a session seen live; one that was delivered late is priced in full."""
    facts = told.facts
    return not facts.is_late and (facts.ended_at or told.at) - facts.started_at >= LONGEST


def _unpaid(told: Told, calculation: Calculation, status: SessionPaymentStatus) -> Assessment:
    return Assessment(calculation, is_final=not told.facts.is_open, is_payable=False, status=status)
