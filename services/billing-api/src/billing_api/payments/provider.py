"""What billing asks of a payment provider. Every call carries the payment's id as idempotency key."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, Self
from uuid import UUID

from billing_api.payments.models import Payment
from billing_api.payments.states import Operation


class ProviderUnavailable(Exception):
    """No answer: whether the money moved is not known. The same call may be made again."""


@dataclass(frozen=True, slots=True)
class Order:
    """`capture_key`: of a refund, the key of the payment whose money goes back."""

    key: UUID
    operation: Operation
    amount: Decimal
    currency: str
    capture_key: UUID | None = None

    @classmethod
    def of(cls, payment: Payment) -> Self:
        return cls(payment.id, payment.operation, payment.amount, payment.currency, payment.parent_id)


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
        """Takes the money that is held; a second time moves nothing again. Raises ProviderUnavailable."""
        ...

    async def find(self, key: UUID) -> Answer | None:
        """What became of the order; None: it never arrived. Raises ProviderUnavailable."""
        ...

    async def void(self, key: UUID) -> None:
        """Lets go what is held and keeps it from being executed later. Raises ProviderUnavailable."""
        ...
