"""The sandbox's faults on demand: by setting at the start, by a person while it runs."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.sandbox.models import SandboxSwitches
from billing_api.settings import BillingSettings

Amounts = Annotated[frozenset[Decimal], Field(max_length=1000, examples=[["13.13"]])]
_ONLY = 1


class SandboxBehaviour(BaseModel):
    """How the sandbox answers. The lists name amounts; everything not named succeeds at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    delay_seconds: Annotated[float, Field(ge=0, le=60, examples=[0])] = 0.0
    """Before each answer."""
    limit: Annotated[Decimal | None, Field(gt=0, examples=[None])] = None
    """Above this amount an order cannot even be prepared."""
    refuse_all: bool = False
    refuse: Amounts = frozenset()
    lose_answer: Amounts = frozenset()
    """Taken, but the answer does not arrive: the first call times out after the money moved."""
    lose_capture: Amounts = frozenset()
    """The same at the second step: the hold is captured and nobody says so."""
    answer_later: Amounts = frozenset()
    """Answered as «pending»; the outcome follows by call-back, said twice."""

    @classmethod
    def of(cls, settings: BillingSettings) -> Self:
        return cls(
            delay_seconds=settings.sandbox_delay_seconds,
            limit=settings.sandbox_limit,
            refuse=settings.sandbox_refuse,
            lose_answer=settings.sandbox_lose_answer,
        )


async def read_switches(session: AsyncSession, settings: BillingSettings) -> SandboxBehaviour:
    """What a person has set, else what the settings say."""
    stored = await session.scalar(select(SandboxSwitches.behaviour).where(SandboxSwitches.id == _ONLY))
    return SandboxBehaviour.of(settings) if stored is None else SandboxBehaviour.model_validate(stored)


async def save_switches(session: AsyncSession, behaviour: SandboxBehaviour) -> None:
    values = {"behaviour": behaviour.model_dump(mode="json")}
    statement = insert(SandboxSwitches).values(id=_ONLY, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=[SandboxSwitches.id], set_=values))
