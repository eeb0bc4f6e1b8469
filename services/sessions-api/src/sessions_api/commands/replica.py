"""Keeps our copy of start and stop commands (topic `commands`)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from common.events import Envelope
from pydantic import BaseModel, ConfigDict
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.commands.joining import START, STOP
from sessions_api.commands.models import Command
from sessions_api.facts import Moment


class CommandPayer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    kind: str
    id: UUID | None = None
    label: str | None = None


class CommandFact(BaseModel):
    """command.created.v1 and command.changed.v1 of stations-api."""

    model_config = ConfigDict(extra="ignore")

    command_id: UUID
    revision: int
    station_id: UUID
    connector_number: int | None = None
    kind: str
    parameters: dict[str, Any] = {}
    transaction_number: str | None = None
    remote_token: str | None = None
    payer: CommandPayer | None = None
    created_by: str | None = None
    created_at: Moment

    @property
    def row(self) -> dict[str, Any]:
        payer = self.payer or CommandPayer(kind="unknown")
        plain = self.model_dump(exclude={"parameters", "payer"})
        number = self.transaction_number or self.parameters.get("transaction_number")
        return plain | {
            "is_interruption": self.parameters.get("is_interruption") is True,
            "transaction_number": None if number is None else str(number),
            "payer_kind": payer.kind,
            "payer_id": payer.id,
            "payer_label": payer.label,
        }


class CommandReplica:
    """Collects a batch's commands and saves the newest revision of each by one statement."""

    def __init__(self, session: AsyncSession) -> None:
        self._session, self._facts = session, dict[UUID, CommandFact]()

    async def take(self, envelope: Envelope) -> None:
        fact = CommandFact.model_validate(envelope.data)
        known = self._facts.get(fact.command_id)
        if fact.kind in {START, STOP} and (known is None or known.revision <= fact.revision):
            self._facts[fact.command_id] = fact

    @property
    def changed(self) -> Sequence[CommandFact]:
        return list(self._facts.values())

    async def save(self) -> None:
        if not self._facts:
            return
        rows = [fact.row for _, fact in sorted(self._facts.items())]
        statement = insert(Command).values(rows)
        changed = {name: statement.excluded[name] for name in rows[0] if name != "command_id"}
        newer = statement.excluded.revision >= Command.revision
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=[Command.command_id], set_=changed, where=newer)
        )
