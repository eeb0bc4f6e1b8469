"""10,000 generated sessions: the engine's price is the reference calculator's, to the cent and line by line.

Windows meet midnight, the change of the clocks (both ways, also by half an hour) and zones far from UTC; several
tariffs of all ranks overlap; registers come at odd moments. A failure can be repeated by its number.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from billing_api.pricing.breakdown import Calculation, LineKind
from billing_api.pricing.engine import price
from billing_api.pricing.tariff import Periodicity
from billing_api.pricing.usage import Usage
from billing_api.tariffs.selection import Subject, TariffBook, Version
from billing_api.tariffs.terms import SINCE_EVER, ConnectorType, TariffTerms
from common.ids import uuid7
from reference_calculator import RefPrice, RefSession, RefTariff, reference_price

CASES, BATCHES = 10_000, 20
ORGANIZATION, STATION, USER, USERS, STATIONS = (uuid7() for _ in range(5))
ZONES = (
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "America/Sao_Paulo",  # clocks changed at midnight, until 2019
)
CHANGES_OF_CLOCKS = (
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 3, 8, 6, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
    datetime(2026, 4, 4, 14, 0, tzinfo=UTC),
    datetime(2018, 11, 4, 2, 30, tzinfo=UTC),
)
CLOCKS = [time(hour, minute) for hour in (0, 1, 2, 3, 6, 7, 20, 22, 23) for minute in (0, 15, 30, 59)]


def money(dice: random.Random, most: int) -> Decimal:
    return Decimal(dice.choice([0, dice.randint(0, most * 100)])) / 100


def some_start(dice: random.Random) -> datetime:
    around = (
        dice.choice(CHANGES_OF_CLOCKS) if dice.random() < 0.4 else datetime(2026, dice.randint(1, 12), 5, tzinfo=UTC)
    )
    return around + timedelta(seconds=dice.randint(-20 * 3600, 20 * 3600), microseconds=dice.choice([0, 0, 370_000]))


def some_session(dice: random.Random) -> RefSession:
    start = some_start(dice)
    lasts = timedelta(seconds=dice.choice([0, dice.randint(1, 7_200), dice.randint(1, 100_000)]))
    end, at, wh = start + lasts, start, dice.randint(0, 10_000_000)
    registers = [(at, wh)]
    for _ in range(dice.randint(0, 6)):
        at += (end - at) * dice.random()
        wh += dice.choice([0, dice.randint(0, 9), dice.randint(0, 40_000)])
        registers.append((at, wh))
    registers.append((end, wh + dice.choice([0, dice.randint(0, 30_000)])))
    return RefSession(
        zone=dice.choice(ZONES),
        transaction_started_at=start,
        transaction_ended_at=end,
        flow_ended_at=start + lasts * dice.choice([1, 1, dice.random()]),
        session_ended_at=end + timedelta(seconds=dice.choice([0, dice.randint(0, 40_000)])),
        registers=registers,
    )


def some_tariff(dice: random.Random, session: RefSession, number: int) -> RefTariff:
    def near(share: float) -> datetime | None:
        length = session.session_ended_at - session.transaction_started_at + timedelta(minutes=1)
        return session.transaction_started_at + length * share if dice.random() < 0.3 else None

    least = money(dice, 300) if dice.random() < 0.2 else None
    return RefTariff(
        name=str(number),
        changed=number,
        price_start=money(dice, 100),
        price_kwh=money(dice, 40),
        price_minute=money(dice, 20),
        price_idle_minute=money(dice, 10),
        free_idle_minutes=dice.choice([0, 10, dice.randint(0, 300)]),
        min_amount=least,
        max_amount=(least or Decimal(0)) + money(dice, 500) if dice.random() < 0.2 else None,
        valid_from=near(dice.uniform(-0.2, 0.7)) or datetime(2000, 1, 1, tzinfo=UTC),
        valid_to=near(dice.uniform(0.7, 1.1)),
        periodicity=dice.choice(["permanent", "daily", "daily", "weekly"]),
        period_start=dice.choice(CLOCKS),
        period_end=dice.choice(CLOCKS),
        weekdays=frozenset(dice.sample(range(1, 8), dice.randint(1, 7))),
        has_user_group=dice.random() < 0.3,
        has_station_group=dice.random() < 0.3,
    )


def engine_price(session: RefSession, tariffs: Sequence[RefTariff]) -> Calculation:
    """Through the selection, as a session goes."""
    started_at = session.transaction_started_at
    book = TariffBook(
        histories=[[version_of(tariff)] for tariff in tariffs],
        chains={ORGANIZATION: (ORGANIZATION,)},
        user_groups={USER: [USERS]},
        station_groups={STATION: [STATIONS]},
    )
    subject = Subject(ORGANIZATION, STATION, USER, "ccs2", started_at)
    first = session.registers[0][1]
    usage = Usage.of(
        started_at=started_at,
        transaction_ended_at=session.transaction_ended_at,
        energy_flow_ended_at=session.flow_ended_at,
        session_ended_at=session.session_ended_at,
        energy_wh=session.energy_wh(),
        readings=[(at, wh - first) for at, wh in session.registers],
    )
    return price(usage, book.freeze(subject), ZoneInfo(session.zone))


def version_of(tariff: RefTariff) -> Version:
    terms = TariffTerms(
        name=tariff.name,
        connector_types=[ConnectorType.ccs2],
        price_start=tariff.price_start,
        price_kwh=tariff.price_kwh,
        price_minute=tariff.price_minute,
        price_idle_minute=tariff.price_idle_minute,
        free_idle_minutes=tariff.free_idle_minutes,
        minimum=tariff.min_amount,
        maximum=tariff.max_amount,
        valid_from=tariff.valid_from or SINCE_EVER,
        valid_to=tariff.valid_to,
        periodicity=Periodicity(tariff.periodicity),
        window_start=tariff.period_start,
        window_end=tariff.period_end,
        weekdays=sorted(tariff.weekdays),
        user_group_id=USERS if tariff.has_user_group else None,
        station_group_id=STATIONS if tariff.has_station_group else None,
    )
    since = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(days=tariff.changed)
    return Version(UUID(int=tariff.changed + 1), 1, ORGANIZATION, since, terms)


Told = list[tuple[str | None, datetime, datetime, dict[str, tuple[Decimal, Decimal]]]]


def told_by_reference(found: RefPrice) -> Told:
    """Per stretch: tariff, times, and of each line that costs something quantity and amount."""
    return [
        (
            group.tariff.name if group.tariff else None,
            group.started_at,
            group.ended_at,
            {line.kind: (line.quantity, line.amount) for line in group.lines if line.amount},
        )
        for group in found.groups
    ]


def told_by_engine(found: Calculation) -> Told:
    bounds = (LineKind.minimum, LineKind.maximum)
    return [
        (
            group.tariff_name,
            group.started_at,
            group.ended_at,
            {
                line.kind.value: (line.quantity, line.amount)
                for line in group.lines
                if line.amount and line.kind not in bounds
            },
        )
        for group in found.groups
    ]


@pytest.mark.req(
    "BIL-011", "BIL-017", "BIL-018", "TAR-002", "TAR-005", "TAR-046", "TAR-047", "TAR-048", "TAR-051", "TAR-053"
)
@pytest.mark.parametrize("batch", range(BATCHES))
def test_engine_and_reference_agree(batch: int) -> None:
    for number in range(batch * CASES // BATCHES, (batch + 1) * CASES // BATCHES):
        dice = random.Random(number)
        session = some_session(dice)
        tariffs = [some_tariff(dice, session, index) for index in range(dice.randint(0, 5))]
        expected, found = reference_price(session, tariffs), engine_price(session, tariffs)
        assert found.amount == expected.amount(), f"case {number}"
        assert told_by_engine(found) == told_by_reference(expected), f"case {number}"
        lines = [line for group in found.groups for line in group.lines]
        assert found.amount == sum((line.amount for line in lines), Decimal(0)), f"case {number}"
