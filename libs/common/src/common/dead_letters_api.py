"""/dead-letters/<service>: each service offers its own; the pages put them together.

A letter may hold anything of anybody, so that only who sees all organisations sees letters.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, create_model
from sqlalchemy import or_
from sqlalchemy.exc import DBAPIError

from common.audit import Audit, AuditDep, Link, audited
from common.auth import Principal, require, see_all
from common.dead_letters import DeadLetters, LetterNotFound, LetterUnwanted
from common.errors import Conflict
from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from common.outbox import Outbox

NOUN = "dead-letters"
READ, WRITE = "dead-letters:read", "dead-letters:write"


class LetterFails(Conflict):
    """It was tried again and failed again; `reason` says how. It stays."""

    code = "dead_letter_fails"


class DeadLetterRead(BaseModel):
    """A message that a reader of this service could not apply; `error` is what the last try raised."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    consumer: Annotated[str, Field(examples=["billing"])]
    topic: Annotated[str, Field(examples=["sessions"])]
    partition: int
    offset: int
    key: str
    type: Annotated[str, Field(examples=["session.ended.v1"])]
    error: str
    attempts: Annotated[int, Field(examples=[1])]
    first_failed_at: datetime
    last_failed_at: datetime


class DeadLetterDetail(DeadLetterRead):
    """`payload` is the message as it stands in Kafka, null for a tombstone; what is no UTF-8 in it is replaced."""

    payload: str | None


def seeing_all(right: str) -> Callable[..., Any]:
    """A principal with the right who sees all organisations."""

    async def checked(principal: Annotated[Principal, Depends(require(right))]) -> Principal:
        see_all(principal)
        return principal

    return checked


def letter_list(table: Any) -> Listing:
    """Those that came last first (ids count up); `table` is the service's class of DeadLetterMixin."""

    def found(text: str) -> Any:
        return or_(*(column.icontains(text, autoescape=True) for column in (table.type, table.key, table.error)))

    def same(column: Any) -> Where:
        return Where(lambda value: column == value)

    text = Field(max_length=200)
    query = create_model(
        f"{table.__name__}Query",
        __base__=ListQuery,
        q=(Annotated[str | None, Where(found), Field(min_length=3, max_length=200)], None),
        consumer=(Annotated[str | None, same(table.consumer), text], None),
        topic=(Annotated[str | None, same(table.topic), text], None),
        type=(Annotated[str | None, same(table.type), text], None),
    )
    return Listing(
        table=ListTable(key=table.id, default="-id", sorts={"id": table.id}, count_bound=10_000),
        entity=table,
        query=query,
        read=DeadLetterRead,
        right=READ,
        only_for_all=True,
        columns=_COLUMNS,
    )


_COLUMNS = (
    Column("last_failed_at", "Последняя попытка", "Last attempt", is_moment=True),
    Column("first_failed_at", "Первая попытка", "First attempt", is_moment=True),
    Column("consumer", "Получатель", "Consumer"),
    Column("topic", "Тема", "Topic"),
    Column("partition", "Раздел", "Partition"),
    Column("offset", "Смещение", "Offset"),
    Column("key", "Ключ", "Key"),
    Column("type", "Событие", "Event"),
    Column("error", "Ошибка", "Error"),
    Column("attempts", "Попыток", "Attempts"),
)


def router(service: str, letters: Callable[[], DeadLetters], table: type[Any]) -> APIRouter:
    """The endpoints of one service (`stations`, …); `letters` is asked at every request."""
    made = APIRouter(prefix=f"/{NOUN}/{service}", tags=[NOUN])
    reader, writer = [Depends(seeing_all(READ))], [Depends(seeing_all(WRITE))]

    letter_list(table).mount(made)

    @made.get("/{letter_id}", dependencies=reader, operation_id=f"read_dead_letter_{service}")
    async def read_dead_letter(letter_id: UUID) -> DeadLetterDetail:
        return detail(await letters().get(letter_id))

    replaying, dismissing = ([*writer, audited(f"dead_letter_{done}")] for done in ("replayed", "dismissed"))

    @made.post("/{letter_id}/replay", dependencies=replaying, status_code=204, operation_id=f"replay_letter_{service}")
    async def replay_dead_letter(letter_id: UUID, request: Request, audit: AuditDep) -> None:
        letter = detail(await letters().get(letter_id))
        await replayed(letters(), letter_id)
        await _record(request, audit, "dead_letter_replayed", letter)

    @made.post(
        "/{letter_id}/dismiss", dependencies=dismissing, status_code=204, operation_id=f"dismiss_letter_{service}"
    )
    async def dismiss_dead_letter(letter_id: UUID, request: Request, audit: AuditDep) -> None:
        letter = detail(await letters().get(letter_id))
        await letters().dismiss(letter_id)
        await _record(request, audit, "dead_letter_dismissed", letter)

    return made


async def _record(request: Request, audit: Audit, operation: str, letter: DeadLetterRead) -> None:
    """In a transaction of its own, after the deed's: letters are applied as their consumer applies messages."""
    state = request.app.state
    if state.outbox_table is None:
        return
    told = letter.model_dump(include={"consumer", "topic", "partition", "offset", "key", "type", "error"})
    async with state.sessions.begin() as session:
        outbox = Outbox(session, state.outbox_table, state.service_name, state.clock)
        audit.record(outbox, operation, Link("dead_letter", letter.id, letter.type), arguments=told)


async def replayed(letters: DeadLetters, letter_id: UUID) -> None:
    """Applies the letter; a failure of its handler is told as a refusal, one of the database stays what it is."""
    try:
        await letters.replay(letter_id)
    except (LetterNotFound, LetterUnwanted, DBAPIError, OSError):
        raise
    except Exception as error:
        raise LetterFails("The message cannot be applied yet.", reason=repr(error)[:500]) from error


def detail(letter: Any) -> DeadLetterDetail:
    payload = letter.payload.decode(errors="replace") if letter.payload is not None else None
    return DeadLetterDetail(**DeadLetterRead.model_validate(letter).model_dump(), payload=payload)
