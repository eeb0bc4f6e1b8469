from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from common.db import Revision, UuidKey
from sqlalchemy import BigInteger, Computed, Enum, Index, Sequence, text
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.commands.errors import IllegalTransition
from stations_api.commands.kinds import RULES, CommandKind
from stations_api.db import Base

command_numbers = Sequence("command_numbers", metadata=Base.metadata)


KIND = Enum(CommandKind, native_enum=False, length=40, values_callable=lambda kinds: [kind.value for kind in kinds])
"""Longer than other codes are."""
READ_BACK = "read_back"
"""Parameter of set_configuration that is ours, not the station's."""
LOCATION = "location"
"""Where an OCPP station fetches its firmware or uploads its log."""
NO_TIME = timedelta(0)
DOCUMENT = "document"
"""The setting stands in the settings document of a native station: that it is told is what shows the effect."""


class CommandStatus(StrEnum):
    """ENU-619..623."""

    SCHEDULED = "scheduled"
    RECEIVED = "received"
    SUCCEEDED = "succeeded"
    EXPIRED = "expired"
    FAILED = "failed"

    @property
    def is_open(self) -> bool:
        return self in {CommandStatus.SCHEDULED, CommandStatus.RECEIVED}


NEXT = {
    CommandStatus.SCHEDULED: {CommandStatus.RECEIVED, CommandStatus.EXPIRED},
    CommandStatus.RECEIVED: {CommandStatus.SUCCEEDED, CommandStatus.FAILED},
    CommandStatus.SUCCEEDED: set[CommandStatus](),
    CommandStatus.EXPIRED: set[CommandStatus](),
    CommandStatus.FAILED: set[CommandStatus](),
}
"""ENU-624, CMD-045."""


class ResultCode(StrEnum):
    """Why a command stands where it stands; final with a final status, else what is known so far."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ERROR = "error"
    TIMEOUT = "timeout"
    NO_EFFECT = "no_effect"
    STATION_OFFLINE = "station_offline"
    SCHEDULED_BY_STATION = "scheduled_by_station"
    REBOOT_REQUIRED = "reboot_required"


GIVEN_UP = frozenset({ResultCode.NO_EFFECT, ResultCode.TIMEOUT})
"""Nothing came: time alone has ended the command."""


class Command(UuidKey, Revision, Base):
    """A remote command: its steps are times, its status is guarded (an illegal change raises)."""

    __tablename__ = "commands"
    __table_args__ = (
        Index("ix_commands_created_at_id", "created_at", "id"),
        # with the moment, so that commands of before the listed days are passed by without looking at their rows
        Index("ix_commands_station_number_id", "station_number", "id", "created_at"),
        Index("ix_commands_station_id_created_at_id", "station_id", "created_at", "id"),
        Index("ix_commands_status_created_at_id", "status", "created_at", "id"),
        Index("ix_commands_organization_id_created_at_id", "organization_id", "created_at", "id"),
        Index("ix_commands_organization_id_station_number_id", "organization_id", "station_number", "id", "created_at"),
        Index("ix_commands_kind_created_at_id", "kind", "created_at", "id"),
        Index(
            "ix_commands_search", "search_text", postgresql_using="gin", postgresql_ops={"search_text": "gin_trgm_ops"}
        ),
        Index("ix_commands_open", "station_id", postgresql_where=text("status in ('scheduled', 'received')")),
        Index("ix_commands_due", "due_at", postgresql_where=text("status in ('scheduled', 'received')")),
    )

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    station_id: Mapped[UUID]
    station_number: Mapped[str]
    station_serial_number: Mapped[str] = mapped_column(default="")
    organization_id: Mapped[UUID]
    connector_number: Mapped[int | None]
    kind: Mapped[CommandKind] = mapped_column(KIND)
    parameters: Mapped[dict[str, Any]]
    transaction_number: Mapped[str | None]
    remote_token: Mapped[str | None]
    payer: Mapped[dict[str, Any] | None]
    status: Mapped[CommandStatus] = mapped_column(default=CommandStatus.SCHEDULED)
    result_code: Mapped[ResultCode | None]
    result_text: Mapped[str | None]
    created_by: Mapped[str]
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    observed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    search_text: Mapped[str] = mapped_column(
        Computed(r"lower(station_number || E'\n' || station_serial_number)", persisted=True), deferred=True
    )
    due_at: Mapped[datetime]
    """When the status is decided without any further word: expiry first, later the limit of the effect."""

    @property
    def effect_limit(self) -> timedelta:
        return RULES[self.kind].effect_limit

    @property
    def changed_at(self) -> datetime:
        """When it became what it is now."""
        is_given_up = self.status is CommandStatus.FAILED and self.result_code in GIVEN_UP
        if self.status is CommandStatus.EXPIRED or is_given_up:
            return self.due_at
        steps = (self.created_at, self.sent_at, self.delivered_at, self.answered_at, self.observed_at)
        return max(step for step in steps if step is not None)

    @property
    def operative(self) -> bool | None:
        """Whether the target shall be usable; None for a command that is no change of availability."""
        named = RULES[self.kind].operative
        return self.parameters.get("operative") if named is None else named

    @property
    def is_done_by_answer(self) -> bool:
        """A setting that is to be read back is done when the station shows it."""
        is_seen_later = any(self.parameters.get(name) for name in (READ_BACK, DOCUMENT))
        return RULES[self.kind].is_done_by_answer and not is_seen_later

    def send(self, at: datetime) -> None:
        """Handed to the gateway that holds the socket; may happen again after a reconnect."""
        self._must_be(CommandStatus.SCHEDULED)
        self.sent_at, self.result_code = at, None

    def wait_for_station(self) -> None:
        """The station is away: said at once, though not final (CMD-036)."""
        self._must_be(CommandStatus.SCHEDULED)
        self.result_code = ResultCode.STATION_OFFLINE

    def receive(self, at: datetime, answer_within: timedelta = NO_TIME) -> None:
        """The station has it (CMD-041); some models take longer over their answer than others over the effect."""
        self._become(CommandStatus.RECEIVED)
        self.delivered_at, self.result_code, self.due_at = at, None, at + max(self.effect_limit, answer_within)

    def accept(self, at: datetime) -> None:
        """The station will do it; unless that is all there is to it, the effect has to be seen."""
        self._must_be(CommandStatus.RECEIVED)
        self.answered_at, self.result_code, self.due_at = at, ResultCode.ACCEPTED, at + self.effect_limit
        if self.is_done_by_answer:
            self.observe(at)

    def promise(self, code: ResultCode, at: datetime) -> None:
        """The station will do it when something else has happened (end of a transaction, a reboot): it is done here."""
        self._become(CommandStatus.SUCCEEDED)
        self.answered_at, self.result_code = at, code

    def progress(self, word: str) -> None:
        """How far the station says it has got; a command that has ended keeps its result."""
        self._must_be(CommandStatus.RECEIVED)
        self.result_text = word

    def fail(self, code: ResultCode, explanation: str | None, at: datetime) -> None:
        """The station said no, or answered with an error."""
        self._become(CommandStatus.FAILED)
        self.answered_at = self.answered_at or at
        self.result_code, self.result_text = code, explanation

    def miss_answer(self, at: datetime) -> None:
        """No answer in time. A station that restarts cannot answer, so the effect is waited for all the same.

        Not for a transfer of OCPP: nothing that it tells later says to which question it belongs.
        """
        self._must_be(CommandStatus.RECEIVED)
        self.result_code = ResultCode.TIMEOUT
        if RULES[self.kind].is_done_by_answer or LOCATION in self.parameters:
            self.give_up(at)

    def observe(self, at: datetime) -> None:
        """The effect was seen (CMD-042); an answer that is still under way adds nothing."""
        self._become(CommandStatus.SUCCEEDED)
        self.observed_at, self.result_code = at, ResultCode.ACCEPTED

    def expire(self) -> None:
        """The station did not have it in time (CMD-039, CMD-043)."""
        self._become(CommandStatus.EXPIRED)

    def give_up(self, at: datetime) -> None:
        """The limit of the effect is over (CMD-044)."""
        is_answered = self.answered_at is not None
        self._become(CommandStatus.FAILED)
        self.due_at, self.result_code = at, ResultCode.NO_EFFECT if is_answered else ResultCode.TIMEOUT

    def note_answer(self, at: datetime) -> None:
        """The answer came after the effect had been seen: only its time is kept."""
        self.answered_at = self.answered_at or at

    def _become(self, status: CommandStatus) -> None:
        if status not in NEXT[self.status]:
            raise IllegalTransition(self.status, status)
        self.status = status

    def _must_be(self, status: CommandStatus) -> None:
        if self.status is not status:
            raise IllegalTransition(self.status, self.status)
