"""What a session used, as it is kept with its charge: enough to price it again under any tariff."""

from typing import Self

from pydantic import AwareDatetime, BaseModel

from billing_api.charges.facts import Told, TransactionFacts
from billing_api.pricing.usage import Usage


class UsageFacts(BaseModel):
    """Arguments of `Usage.of`; readings are moments and Wh since the transaction's start."""

    started_at: AwareDatetime
    transaction_ended_at: AwareDatetime
    energy_flow_ended_at: AwareDatetime | None = None
    session_ended_at: AwareDatetime
    energy_wh: int
    readings: list[tuple[AwareDatetime, int]] = []

    @classmethod
    def of(cls, told: Told, transaction: TransactionFacts) -> Self:
        """While the session runs, the moment of the message stands for what has not ended yet."""
        facts = told.facts
        transaction_ended_at = transaction.ended_at or facts.ended_at or told.at
        return cls(
            started_at=transaction.started_at,
            transaction_ended_at=transaction_ended_at,
            energy_flow_ended_at=transaction.energy_flow_ended_at,
            session_ended_at=facts.ended_at or (told.at if facts.is_open else transaction_ended_at),
            energy_wh=facts.energy_wh,
            readings=[(at, register - transaction.meter_start_wh) for at, register in facts.registers],
        )

    def usage(self) -> Usage:
        return Usage.of(
            started_at=self.started_at,
            transaction_ended_at=self.transaction_ended_at,
            energy_flow_ended_at=self.energy_flow_ended_at,
            session_ended_at=self.session_ended_at,
            energy_wh=self.energy_wh,
            readings=self.readings,
        )
