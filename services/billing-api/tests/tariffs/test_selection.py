"""Which tariff prices a session (TAR-002..005) and which of its versions."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from billing_api.organizations.models import ROOT_ORGANIZATION_ID as ROOT
from billing_api.tariffs.selection import Subject, TariffBook, Version
from billing_factories import terms
from common.ids import uuid7

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CHILD, OTHER, USER, STATION = uuid7(), uuid7(), uuid7(), uuid7()
USERS, STATIONS = uuid7(), uuid7()


def version(name: str, *, organization_id: UUID = ROOT, since: datetime = NOW, **changes: Any) -> Version:
    return Version(uuid7(), 1, organization_id, since, terms(name=name, **changes))


def subject(**changes: Any) -> Subject:
    values: dict[str, Any] = {
        "organization_id": CHILD,
        "station_id": STATION,
        "user_id": USER,
        "connector_type": "ccs2",
        "started_at": NOW,
    }
    return Subject(**{**values, **changes})


def names(*versions: Version, of: Subject | None = None) -> list[str]:
    book = TariffBook(
        histories=[[one] for one in versions],
        chains={CHILD: (CHILD, ROOT), ROOT: (ROOT,)},
        user_groups={USER: [USERS]},
        station_groups={STATION: [STATIONS]},
    )
    return [tariff.name for tariff in book.freeze(of or subject())]


@pytest.mark.req("TAR-002")
def test_tariffs_with_groups_come_first() -> None:
    assert names(
        version("none", since=NOW + timedelta(hours=1)),
        version("station", station_group_id=STATIONS),
        version("user", user_group_id=USERS),
        version("both", user_group_id=USERS, station_group_id=STATIONS),
    ) == ["both", "user", "station", "none"]


@pytest.mark.req("TAR-003")
@pytest.mark.parametrize(
    "changes",
    [
        {"is_in_force": False},
        {"connector_types": ["type2", "gbt"]},
        {"valid_to": NOW},
        {"user_group_id": uuid7()},
        {"station_group_id": uuid7()},
    ],
)
def test_who_is_no_candidate(changes: dict[str, Any]) -> None:
    assert names(version("no", **changes), version("yes")) == ["yes"]


def test_a_session_without_a_user_is_in_no_user_group() -> None:
    assert names(version("user", user_group_id=USERS), of=subject(user_id=None)) == []


@pytest.mark.req("TAR-005")
def test_of_equals_the_one_changed_last_wins() -> None:
    assert names(
        version("old", since=NOW - timedelta(days=2)),
        version("new", since=NOW - timedelta(days=1)),
        version("first", since=NOW - timedelta(days=3), priority=1),
    ) == ["first", "new", "old"]


def test_the_own_organization_comes_before_those_above_and_others_never() -> None:
    found = names(
        version("root", user_group_id=USERS, priority=1),
        version("own", organization_id=CHILD),
        version("other", organization_id=OTHER),
    )
    assert found == ["own", "root"]
    assert names(version("own", organization_id=CHILD), of=subject(organization_id=ROOT)) == []


class TestVersion:
    history = (
        Version(uuid7(), 1, ROOT, NOW, terms(price_kwh=Decimal(10))),
        Version(uuid7(), 2, ROOT, NOW + timedelta(hours=1), terms(price_kwh=Decimal(20))),
    )

    @pytest.mark.parametrize(
        ("started_at", "price"),
        [
            (NOW - timedelta(days=400), 10),  # before it was written down: its dates say that it acts
            (NOW, 10),
            (NOW + timedelta(minutes=59), 10),
            (NOW + timedelta(hours=1), 20),
        ],
    )
    def test_the_version_of_the_session_s_start_is_frozen(self, started_at: datetime, price: int) -> None:
        book = TariffBook(histories=[self.history], chains={CHILD: (CHILD, ROOT)})
        (frozen,) = book.freeze(subject(started_at=started_at))
        assert frozen.price_kwh == price
