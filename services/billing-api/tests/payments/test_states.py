"""The state machine alone (ENU-580..587)."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from billing_api.payments.errors import PaymentTransitionRefused
from billing_api.payments.models import Payment
from billing_api.payments.states import Origin, PaymentStatus
from common.ids import uuid7

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=10)
S = PaymentStatus

ALLOWED = {
    (S.preparation, S.default),
    (S.preparation, S.error),
    (S.preparation, S.cancelled),
    (S.default, S.processing),
    (S.default, S.error),
    (S.default, S.cancelled),
    (S.processing, S.completing),
    (S.processing, S.error),
    (S.processing, S.cancelled),
    (S.error, S.default),
    (S.error, S.cancelled),
    (S.completing, S.completed),
}


def payment(status: PaymentStatus) -> Payment:
    return Payment(id=uuid7(), status=status, version=1, attempts=0)


@pytest.mark.req("BIL-038", "ENU-580", "ENU-581", "ENU-582", "ENU-583", "ENU-584", "ENU-585", "ENU-586", "ENU-587")
@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_only_the_listed_transitions_are_possible(before: PaymentStatus, after: PaymentStatus) -> None:
    subject = payment(before)
    if (before, after) in ALLOWED:
        subject._become(after, NOW)
        assert (subject.status, subject.version) == (after, 2)
    else:
        with pytest.raises(PaymentTransitionRefused):
            subject._become(after, NOW)
        assert (subject.status, subject.version) == (before, 1)


@pytest.mark.req("BIL-040")
@pytest.mark.parametrize("status", list(S))
def test_what_may_be_broken_off(status: PaymentStatus) -> None:
    subject = payment(status)
    if status in {S.completing, S.completed, S.cancelled}:
        with pytest.raises(PaymentTransitionRefused):
            subject.cancel(NOW, Origin.user, "ivanov")
        return
    subject.cancel(NOW, Origin.user, "ivanov")
    # only one that the provider may know of has still to be undone there
    assert subject.due_at == (NOW if status is S.processing else None)


def test_a_failed_payment_begins_anew_when_repeated() -> None:
    subject = payment(S.default)
    subject.begin(NOW, LEASE)
    subject.fail(NOW, "declined")
    subject.repeat(NOW, "ivanov")
    assert (subject.status, subject.attempts, subject.error, subject.due_at) == (S.default, 0, None, NOW)
