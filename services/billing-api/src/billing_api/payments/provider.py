"""What billing asks of a payment provider. Every call carries the payment's id as idempotency key."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, Self
from uuid import UUID

from billing_api.holds.models import Hold
from billing_api.payments.models import Payment
from billing_api.payments.states import Operation


class ProviderUnavailable(Exception):
    """No answer: whether the money moved is not known. The same call may be made again."""


@dataclass(frozen=True, slots=True)
class Order:
    """`capture_key`: of a refund, the key under which the money was taken that goes back.

    `hold_key`: of a payment, the pre-authorisation of which it is to be captured.
    """

    key: UUID
    operation: Operation
    amount: Decimal
    currency: str
    capture_key: UUID | None = None
    hold_key: UUID | None = None

    @classmethod
    def of(cls, payment: Payment) -> Self:
        what = (payment.id, payment.operation, payment.amount, payment.currency)
        if payment.operation is Operation.payment:
            return cls(*what, hold_key=payment.hold_id)
        return cls(*what, capture_key=payment.hold_id or payment.parent_id)

    @classmethod
    def of_hold(cls, hold: Hold) -> Self:
        return cls(hold.id, Operation.payment, hold.amount, hold.currency)

    @property
    def held_under(self) -> UUID:
        """The key under which the provider holds the money of a payment."""
        return self.hold_key or self.key


class Verdict(StrEnum):
    accepted = "accepted"
    """Of a payment: the money is held; of a refund: it has gone back."""
    refused = "refused"
    pending = "pending"
    """The provider will decide later; ask again, or wait to be called back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The provider's word on an order; `code` is its own code of the operation or of the refusal."""

    verdict: Verdict
    code: str
    is_of_hold: bool = False
    """The money stands in the order's pre-authorisation: nothing new was held."""


class PaymentProvider(Protocol):
    """A second `execute` of one key moves no money again and gives the first answer."""

    @property
    def name(self) -> str: ...

    def refusal(self, order: Order) -> str | None:
        """A reason, known without asking anybody, why the order cannot be created; no I/O."""
        ...

    async def execute(self, order: Order) -> Answer:
        """Holds the money of a payment, or gives that of a refund back. Raises ProviderUnavailable."""
        ...

    async def capture(self, order: Order) -> Answer:
        """Takes the amount of what is held under `held_under`, the rest goes back; a second time moves nothing again.

        Raises ProviderUnavailable.
        """
        ...

    async def find(self, key: UUID) -> Answer | None:
        """What became of the order; None: it never arrived. Raises ProviderUnavailable."""
        ...

    async def void(self, key: UUID) -> None:
        """Lets go what is held and keeps it from being executed later. Raises ProviderUnavailable."""
        ...
