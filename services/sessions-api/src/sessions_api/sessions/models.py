"""The session: from the moment the connector is taken until the vehicle is unplugged (SES-001)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from common.db import UuidKey
from common.ids import uuid7
from sqlalchemy import BigInteger, Computed, DateTime, ForeignKey, Numeric, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from sessions_api.db import Base
from sessions_api.facts import Limits
from sessions_api.metering.readings import Reading
from sessions_api.sessions.corrections import CorrectionColumns
from sessions_api.sessions.credentials import Credential, credential_of
from sessions_api.sessions.efficiency import efficiency
from sessions_api.sessions.indexes import INDEXES
from sessions_api.sessions.payers import UNKNOWN, Payer
from sessions_api.sessions.sources import PLUG_AND_CHARGE
from sessions_api.sessions.states import NOT_BEYOND_NEGOTIATION, OVERDUE_AFTER, Evidence, state_of
from sessions_api.stations.models import Station
from sessions_api.transactions.models import Transaction
from sessions_api.users.models import User

HIGH_VOLTAGE_V = 500
NEVER_ENDED = "'9999-12-31 00:00:00+00'::timestamptz"


class Session(UuidKey, CorrectionColumns, Base):
    """`started_at`, `ended_at`: bounds of the session, not of the transaction. Energy in Wh, power in W.

    At most one live session per connector is open, and at most one late one beside it
    (docs/adr/0001-session-reconciliation.md); the database holds both to that.
    """

    __tablename__ = "sessions"
    __table_args__ = INDEXES

    revision: Mapped[int]
    """Grows by each publication."""
    station_id: Mapped[UUID]
    station_number: Mapped[str]
    connector_number: Mapped[int]
    connector_type: Mapped[str]
    organization_id: Mapped[UUID | None]
    """Stamped at the start; NULL until the station's snapshot has arrived, and then not announced either."""
    time_zone: Mapped[str]
    is_station_activated: Mapped[bool]
    state: Mapped[str]
    is_open: Mapped[bool]
    is_late: Mapped[bool]
    is_interrupted: Mapped[bool]
    is_status_seen: Mapped[bool]
    """A status of the connector has told about this session."""
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Start as the connector's status told it; NULL when a transaction opened the session."""
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_order: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), Computed(f"coalesce(ended_at, {NEVER_ENDED})", persisted=True)
    )
    unplugged_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """The connector is free while the transaction's stop is still missing: closed soon, by the stop or by rule."""
    unplugged_seen_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    silent_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Its station went away or booted, and nothing has been heard of the session since."""
    presumed_over_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Closed by rule then (server time), unless something is heard of it."""
    energy_wh: Mapped[int] = mapped_column(BigInteger)
    power_w: Mapped[int | None]
    power_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    max_power_w: Mapped[int]
    max_current_a: Mapped[float]
    min_current_a: Mapped[float | None]
    """The lowest that flowed; a moment without current counts no more than a pause does (SES-106)."""
    power_limit_w: Mapped[int | None]
    """Of the connector, as last told (SES-099)."""
    power_limit_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    power_limit_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the limit that acts was told first."""
    user_energy_wh: Mapped[int | None] = mapped_column("allowed_energy_wh", BigInteger)
    """What the user's energy limit left at the start."""
    told_energy_wh: Mapped[int | None] = mapped_column(BigInteger)
    allowed_seconds: Mapped[int | None]
    """What the station allows its transaction, as these two (SES-110, SES-111)."""
    voltage_over_500: Mapped[bool]
    soc_start: Mapped[float | None]
    soc_start_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    soc_end: Mapped[float | None]
    soc_end_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    efficiency: Mapped[float | None]
    is_efficiency_final: Mapped[bool]
    controller_status: Mapped[str | None]
    was_beyond_negotiation: Mapped[bool]
    start_user_label: Mapped[str | None]
    stop_user_label: Mapped[str | None]
    user_label: Mapped[str | None]
    credential_id: Mapped[UUID | None]
    """The card that started it, when it is one of the product's."""
    start_source: Mapped[str | None]
    stop_source: Mapped[str | None]
    stop_wanted: Mapped[str | None]
    """Why we asked for its end (limits.StopReason); stays when it has ended by that."""
    stop_wanted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    flags: Mapped[list[str]] = mapped_column(ARRAY(String))
    payer_kind: Mapped[str]
    payer_id: Mapped[UUID | None]
    payer_label: Mapped[str | None]
    transaction_number: Mapped[str | None]
    search_text: Mapped[str] = mapped_column(
        Computed(
            "lower(coalesce(transaction_number, '') || ' ' || coalesce(start_user_label, '') || ' ' || "
            "coalesce(stop_user_label, '') || ' ' || coalesce(user_label, ''))",
            persisted=True,
        )
    )
    amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    currency: Mapped[str | None]
    payment_status: Mapped[str]
    charge_version: Mapped[int]
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    registers_checksum: Mapped[int | None]
    """Of the registers that were published with the end: what is told late may change them and no sum."""
    is_unpublished: Mapped[bool]
    """Something changed after the last publication."""

    transaction: Mapped[Transaction | None] = relationship(lazy="selectin", uselist=False)
    station: Mapped[Station | None] = relationship(
        primaryjoin=lambda: foreign(Session.station_id) == Station.id, lazy="raise", viewonly=True
    )
    """For the lists of people only, who ask for it."""
    user: Mapped[User | None] = relationship(
        primaryjoin=lambda: foreign(Session.payer_id) == User.id, lazy="raise", viewonly=True
    )
    """The payer, where he is a user of the product; as `station`."""

    @classmethod
    def open(cls, station_id: UUID, connector_number: int, started_at: datetime, *, is_late: bool = False) -> Self:
        """A new session without station data and transaction yet: `place` and `take` give them."""
        return cls(
            id=uuid7(),
            revision=0,
            station_id=station_id,
            station_number="",
            connector_number=connector_number,
            connector_type="unknown",
            time_zone="UTC",
            is_station_activated=True,
            state="ready",
            is_open=True,
            is_late=is_late,
            is_interrupted=False,
            is_status_seen=False,
            started_at=started_at,
            energy_wh=0,
            max_power_w=0,
            max_current_a=0.0,
            voltage_over_500=False,
            is_efficiency_final=False,
            was_beyond_negotiation=False,
            flags=[],
            payer_kind=UNKNOWN.kind,
            payment_status="not_calculated",
            charge_version=0,
            is_unpublished=True,
            transaction=None,
        )

    def place(self, station: Station) -> None:
        """Stamps what the session keeps of its station, whatever becomes of the station later."""
        self.station_number, self.organization_id = station.number, station.organization_id
        self.time_zone, self.is_station_activated = station.time_zone, station.is_activated
        self.connector_type = station.type_of(self.connector_number)
        if not station.is_activated:
            self.flag("TerminalNotActivated")
        if self.transaction is not None:
            self.transaction.station_number = station.number
            self.transaction.organization_id = station.organization_id

    @property
    def has_running_transaction(self) -> bool:
        return self.transaction is not None and self.transaction.is_open

    def take(self, transaction: Transaction) -> None:
        """The session's one transaction (SES-002); the session begins no later than it."""
        assert self.transaction is None
        self.transaction, self.transaction_number, self.stop_source = transaction, transaction.number, None
        transaction.station_number, transaction.organization_id = self.station_number, self.organization_id
        self.started_at = min(self.started_at, transaction.started_at)
        self.flag("OCPPSession")
        if transaction.is_late:
            self.flag("StartOffline")

    def end(self, at: datetime) -> None:
        """The vehicle is gone, the next session begins, or a rule says so. Never before the transaction's end."""
        ends = [at, self.started_at]
        if self.transaction is not None and self.transaction.ended_at is not None:
            ends.append(self.transaction.ended_at)
        self.ended_at, self.is_open, self.power_w = self.corrected_ended_at or max(ends), False, None

    def see_status(self, controller_status: str) -> None:
        self.controller_status, self.is_status_seen = controller_status, True
        if controller_status not in NOT_BEYOND_NEGOTIATION and controller_status != "F":
            self.was_beyond_negotiation = True

    def see_reading(self, reading: Reading) -> None:
        """Maxima, live power and state of charge; the order in which readings arrive does not matter for them."""
        self._see_extremes(reading.power_w or 0, reading.current_a or 0.0, reading.voltage_v or 0)
        if reading.power_limit_w is not None:
            self._see_power_limit(reading.power_limit_w, reading.at)
        if reading.power_w is not None and (self.power_at is None or reading.at >= self.power_at):
            self.power_w, self.power_at = reading.power_w if self.is_open else None, reading.at
        self._see_charge(reading)
        self._see_efficiency(reading)

    def _see_extremes(self, power_w: int, current_a: float, voltage_v: float) -> None:
        """Sets only what is beyond what was: most readings are not, and each attribute that is set costs."""
        if power_w > self.max_power_w:  # noqa: PLR1730 - as above
            self.max_power_w = power_w
        if current_a > self.max_current_a:  # noqa: PLR1730 - as above
            self.max_current_a = current_a
        if current_a and (not self.min_current_a or current_a < self.min_current_a):
            self.min_current_a = current_a
        if voltage_v > HIGH_VOLTAGE_V:
            self.voltage_over_500 = True

    def see_limits(self, limits: Limits, at: datetime) -> None:
        """The restrictions that act on the station; one that is not told any more stays (SES-108..111)."""
        self.told_energy_wh = limits.energy_wh or self.told_energy_wh
        self.allowed_seconds = limits.seconds or self.allowed_seconds
        if limits.power_w:
            self._see_power_limit(limits.power_w, at)

    def _see_power_limit(self, limit_w: int, at: datetime) -> None:
        if self.power_limit_at is not None and at < self.power_limit_at:
            return
        if limit_w != self.power_limit_w:
            self.power_limit_since = at
        self.power_limit_w, self.power_limit_at = limit_w, at

    def _see_charge(self, reading: Reading) -> None:
        if reading.soc_percent is None:
            return
        if self.soc_start_at is None or reading.at < self.soc_start_at:
            self.soc_start, self.soc_start_at = reading.soc_percent, reading.at
        if self.soc_end_at is None or reading.at >= self.soc_end_at:
            self.soc_end, self.soc_end_at = reading.soc_percent, reading.at

    def _see_efficiency(self, reading: Reading) -> None:
        """SES-065: frozen once the power has fallen by half against its maximum; before any flows nothing falls."""
        if self.is_efficiency_final or self.soc_end is None:
            return
        self.efficiency = efficiency(self.soc_start, self.soc_end, reading.at - self.started_at)
        if reading.power_w is not None and self.max_power_w and 2 * reading.power_w <= self.max_power_w:
            self.is_efficiency_final = True

    def finish_efficiency(self, at: datetime) -> None:
        """SES-070: the transaction's stop counts as the fall of power."""
        if not self.is_efficiency_final and self.soc_end is not None:
            self.efficiency = efficiency(self.soc_start, self.soc_end, at - self.started_at)
            self.is_efficiency_final = True

    @property
    def payer(self) -> Payer:
        return Payer(self.payer_kind, self.payer_id, self.payer_label)

    @property
    def duration_seconds(self) -> int | None:
        """None while the session is not ended."""
        return None if self.ended_at is None else int((self.ended_at - self.started_at).total_seconds())

    @property
    def station_name(self) -> str | None:
        return self.station.name if self.station is not None else None

    @property
    def start_credential(self) -> Credential | None:
        return credential_of(self.start_user_label, is_placeholder=self.start_source == PLUG_AND_CHARGE)

    @property
    def stop_credential(self) -> Credential | None:
        is_same = self.start_source == PLUG_AND_CHARGE and self.stop_user_label == self.start_user_label
        return credential_of(self.stop_user_label, is_placeholder=is_same)

    @property
    def start_user(self) -> str | None:
        """Login of the card's owner when he is one of ours, else whatever he presented (SES-088)."""
        credential = self.start_credential
        if credential is None or credential.kind != "rfid" or self.payer_kind != "user":
            return credential.label if credential is not None else None
        return (self.user.login if self.user is not None else None) or self.user_label

    @property
    def allowed_energy_wh(self) -> int | None:
        """The narrower of what the user has left and what the station allows (SES-111)."""
        return min((limit for limit in (self.user_energy_wh, self.told_energy_wh) if limit is not None), default=None)

    @property
    def limits_from(self) -> datetime | None:
        """Since when the restrictions of the card act: the latest of them (SES-108)."""
        begun = self.transaction.started_at if self.transaction is not None else self.started_at
        is_limited = self.allowed_energy_wh is not None or self.allowed_seconds is not None
        moments = [begun if is_limited else None, self.power_limit_since]
        return max((moment for moment in moments if moment is not None), default=None)

    def pay_by(self, payer: Payer) -> None:
        self.payer_kind, self.payer_id, self.payer_label = payer.kind, payer.id, payer.label

    def flag(self, code: str) -> None:
        """ENU-557..565."""
        if code not in self.flags:
            self.flags = [*self.flags, code]

    def unflag(self, code: str) -> None:
        if code in self.flags:
            self.flags = [kept for kept in self.flags if kept != code]

    def refresh(self, now: datetime, overdue_after: timedelta = OVERDUE_AFTER) -> None:
        """Brings energy and state in line with everything known (ENU-511..522)."""
        told_wh = self.transaction.energy_wh if self.transaction else 0
        self.energy_wh = told_wh if self.corrected_energy_wh is None else self.corrected_energy_wh
        by_hand = self.state_by_hand(is_open=self.is_open)
        self.state = by_hand or state_of(self.evidence(now), overdue_after)

    def evidence(self, now: datetime) -> Evidence:
        transaction = self.transaction
        return Evidence(
            is_ended=not self.is_open,
            lasted=(self.ended_at or now) - self.started_at,
            energy_wh=self.energy_wh,
            controller_status=self.controller_status,
            has_transaction=transaction is not None,
            is_transaction_over=transaction is not None and not transaction.is_open,
            was_beyond_negotiation=self.was_beyond_negotiation,
            is_interrupted=self.is_interrupted,
        )


CONTROLLER_CHANGED = "controller_changed"
"""An event for the dump (SES-162); the card's chain leaves it out."""


class SessionEvent(Base):
    """A moment of a session's chain beyond its four bounds: charging suspended, resumed, closed by rule."""

    __tablename__ = "session_events"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)
    type: Mapped[str] = mapped_column(primary_key=True)
    params: Mapped[dict[str, Any]] = mapped_column(JSONB)
