"""Charging profiles: how much power the central system allows a connector."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ocpp.v16.enums import ChargingProfilePurposeType, ChargingRateUnitType

PHASES = 3
AC_VOLTAGE = 230
DC_VOLTAGE = 400
PERIODS = "charging_schedule_period"
CAP_ID, LONG_AGO = 0, "2020-01-01T00:00:00+00:00"

Profile = dict[str, Any]


@dataclass
class Profiles:
    """Profiles by connector number (0 is the station) and id, in the form of the `ocpp` package."""

    by_connector: dict[int, dict[int, Profile]] = field(default_factory=dict)

    def put(self, connector_id: int, profile: Profile) -> None:
        """Take over a profile; one of the same id is replaced."""
        self.by_connector.setdefault(connector_id, {})[int(profile["charging_profile_id"])] = profile

    def cap(self, connector_id: int, limit_w: float | None) -> None:
        """A limit that holds for ever, as our own protocol tells it; None takes it away."""
        self.clear(connector_id, CAP_ID, None, None)
        if limit_w is not None:
            periods = [{"start_period": 0, "limit": limit_w}]
            schedule = {"start_schedule": LONG_AGO, "charging_rate_unit": "W", PERIODS: periods}
            purpose = f"cap of {connector_id}"
            marks = {"charging_profile_id": CAP_ID, "charging_profile_purpose": purpose, "stack_level": 0}
            self.put(connector_id, marks | {"charging_schedule": schedule})

    def clear(self, connector_id: int | None, profile_id: int | None, purpose: str | None, level: int | None) -> bool:
        """Forget the profiles that fit all given marks; says whether there were any (OCPP 1.6, 5.3)."""
        doomed = [
            (number, key)
            for number, profiles in self.by_connector.items()
            for key, profile in profiles.items()
            if connector_id in {None, number}
            and profile_id in {None, key}
            and purpose in {None, profile["charging_profile_purpose"]}
            and level in {None, profile["stack_level"]}
        ]
        for number, key in doomed:
            del self.by_connector[number][key]
        return bool(doomed)

    def end_transaction(self, connector_id: int) -> None:
        """A TxProfile is valid for one transaction only."""
        self.clear(connector_id, None, ChargingProfilePurposeType.tx_profile, None)

    def limit_w(self, connector_id: int, *, is_dc: bool, started_at: datetime, now: datetime) -> float | None:
        """The lowest limit in W that applies now; None when none does. A station-wide one counts for each connector."""
        own = self.by_connector.get(connector_id, {}).values()
        shared = self.by_connector.get(0, {}).values()
        limits = [limit for profile in highest_levels([*own, *shared])
                  if (limit := profile_limit_w(profile, started_at, now, is_dc=is_dc)) is not None]  # fmt: skip
        return min(limits, default=None)

    def boundaries(self, connector_id: int, started_at: datetime) -> Iterable[datetime]:
        """The moments at which a limit may change."""
        for number in {0, connector_id}:
            for profile in self.by_connector.get(number, {}).values():
                schedule = profile["charging_schedule"]
                start = schedule_start(schedule, started_at)
                yield from (start + timedelta(seconds=one["start_period"]) for one in schedule[PERIODS])
                if schedule.get("duration") is not None:
                    yield start + timedelta(seconds=schedule["duration"])

    def composite(
        self, connector_id: int, duration: int, *, is_dc: bool, started_at: datetime, now: datetime, most_w: float
    ) -> list[dict[str, Any]]:
        """Periods in W from now on, of all profiles together (OCPP 1.6, 5.7; 2.0.1, K08)."""
        end = now + timedelta(seconds=duration)
        moments = sorted({now, *(at for at in self.boundaries(connector_id, started_at) if now < at < end)})
        periods: list[dict[str, Any]] = []
        for at in moments:
            limit_w = self.limit_w(connector_id, is_dc=is_dc, started_at=started_at, now=at)
            limit = min(most_w, most_w if limit_w is None else limit_w)
            if not periods or periods[-1]["limit"] != limit:
                periods.append({"start_period": int((at - now).total_seconds()), "limit": limit})
        return periods


def highest_levels(profiles: Iterable[Profile]) -> Iterable[Profile]:
    """Of each purpose the profile with the highest stack level."""
    best: dict[str, Profile] = {}
    for profile in profiles:
        purpose = profile["charging_profile_purpose"]
        if purpose not in best or profile["stack_level"] > best[purpose]["stack_level"]:
            best[purpose] = profile
    return best.values()


def profile_limit_w(profile: Profile, started_at: datetime, now: datetime, *, is_dc: bool) -> float | None:
    """Limit of the period that runs now, counted from the schedule's start or the transaction's."""
    schedule = profile["charging_schedule"]
    elapsed = (now - schedule_start(schedule, started_at)).total_seconds()
    duration = schedule.get("duration")
    if elapsed < 0 or (duration is not None and elapsed >= duration):
        return None
    running = [period for period in schedule[PERIODS] if period["start_period"] <= elapsed]
    if not running:
        return None
    limit = float(running[-1]["limit"])
    if schedule["charging_rate_unit"] == ChargingRateUnitType.watts:
        return limit
    return limit * (DC_VOLTAGE if is_dc else AC_VOLTAGE * int(running[-1].get("number_phases") or PHASES))


def schedule_start(schedule: dict[str, Any], started_at: datetime) -> datetime:
    """From when the periods of a schedule count."""
    began = schedule.get("start_schedule")
    return datetime.fromisoformat(began).astimezone(UTC) if began else started_at
