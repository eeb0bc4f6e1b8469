"""The life of a payment: statuses, what may follow what (ENU-580..587), operations and origins."""

from collections.abc import Mapping
from enum import StrEnum


class PaymentStatus(StrEnum):
    preparation = "preparation"  # ENU-580
    default = "default"  # ENU-581: waits in the queue
    processing = "processing"  # ENU-582
    error = "error"  # ENU-583
    completing = "completing"  # ENU-584
    completed = "completed"  # ENU-585
    cancelled = "cancelled"  # ENU-586


NEXT: Mapping[PaymentStatus, frozenset[PaymentStatus]] = {
    PaymentStatus.preparation: frozenset({PaymentStatus.default, PaymentStatus.error, PaymentStatus.cancelled}),
    PaymentStatus.default: frozenset({PaymentStatus.processing, PaymentStatus.error, PaymentStatus.cancelled}),
    PaymentStatus.processing: frozenset({PaymentStatus.completing, PaymentStatus.error, PaymentStatus.cancelled}),
    PaymentStatus.error: frozenset({PaymentStatus.default, PaymentStatus.cancelled}),
    PaymentStatus.completing: frozenset({PaymentStatus.completed}),
    PaymentStatus.completed: frozenset(),
    PaymentStatus.cancelled: frozenset(),
}

SENT = frozenset({PaymentStatus.processing, PaymentStatus.completing, PaymentStatus.completed})
"""The provider has moved, or may have moved, the money."""
UNSENT = frozenset({PaymentStatus.preparation, PaymentStatus.default, PaymentStatus.error})
"""No money has moved; such a payment can be withdrawn by ourselves."""


class Operation(StrEnum):
    payment = "payment"  # ENU-588
    reversal = "reversal"  # ENU-589
    refund = "refund"  # ENU-590


class Origin(StrEnum):
    created_via_api = "created_via_api"  # ENU-594
    auto_processing = "auto_processing"  # ENU-595
    recalculation = "recalculation"
    user = "user"


class PaymentType(StrEnum):
    personal_account = "personal_account"  # ENU-591
    acquiring = "acquiring"  # ENU-592
    sbp = "sbp"  # ENU-593


class AttemptOutcome(StrEnum):
    """What a call to the provider came to."""

    accepted = "accepted"
    refused = "refused"
    pending = "pending"
    """The provider has taken the order and will say later."""
    unanswered = "unanswered"
    """Whether the money moved is not known: the provider is asked again."""
