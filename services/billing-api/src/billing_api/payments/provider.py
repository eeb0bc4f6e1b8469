"""What billing asks of a payment provider. Every call carries the payment's id as idempotency key."""

from dataclasses import dataclass
from decimal import Decimal
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


@dataclass(frozen=True, slots=True)
class Answer:
    """The provider's word on an order; `code` is its own code of the operation or of the refusal."""

    is_accepted: bool
    code: str


class PaymentProvider(Protocol):
    """A second `execute` of one key moves no money again and gives the first answer."""

    @property
    def name(self) -> str: ...

    def refusal(self, order: Order) -> str | None:
        """A reason, known without asking anybody, why the order cannot be created; no I/O."""
        ...

    async def execute(self, order: Order) -> Answer:
        """Takes the money, or gives it back. Raises ProviderUnavailable."""
        ...

    async def find(self, key: UUID) -> Answer | None:
        """What became of the order; None: it never arrived. Raises ProviderUnavailable."""
        ...

    async def void(self, key: UUID) -> None:
        """Undoes the order, and keeps it from being executed later. Raises ProviderUnavailable."""
        ...
