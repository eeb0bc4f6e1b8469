"""Charging profiles of OCPP 2.0.1 (chapter K), kept in the form of 1.6."""

from typing import Any

from ocpp.v201 import call, call_result
from ocpp.v201.enums import Action
from websockets.asyncio.client import ClientConnection

from simulator.ocpp16.texts import timestamp
from simulator.ocpp201.link import Link
from simulator.ocppj import afterwards, answers
from simulator.station.profiles import Profile
from simulator.station.station import Station

ACCEPTED: Any = "Accepted"
REJECTED: Any = "Rejected"
NONE: Any = "NoProfiles"
UNKNOWN: Any = "Unknown"
OPERATOR: Any = "CSO"
PURPOSES = {"ChargingStationMaxProfile": "ChargePointMaxProfile"}
"""Words of 2.0.1 that 1.6 has another for."""
PURPOSES_201 = {word: new for new, word in PURPOSES.items()}


class Limits(Link):
    """Takes, gives and forgets profiles."""

    def __init__(self, key: str, socket: ClientConnection, station: Station) -> None:
        super().__init__(key, socket)
        self._station = station

    @answers(Action.set_charging_profile)
    def set_charging_profile(self, evse_id: int, charging_profile: dict[str, Any]) -> call_result.SetChargingProfile:
        if evse_id and evse_id not in self._station.connectors:
            return call_result.SetChargingProfile(status=REJECTED)
        self._station.profiles.put(evse_id, profile_of(charging_profile))
        return call_result.SetChargingProfile(status=ACCEPTED)

    @answers(Action.clear_charging_profile)
    def clear_charging_profile(
        self, charging_profile_id: int | None = None, charging_profile_criteria: dict[str, Any] | None = None
    ) -> call_result.ClearChargingProfile:
        marks = charging_profile_criteria or {}
        purpose = str(marks["charging_profile_purpose"]) if "charging_profile_purpose" in marks else None
        were_any = self._station.profiles.clear(
            marks.get("evse_id"), charging_profile_id, PURPOSES.get(purpose or "", purpose), marks.get("stack_level")
        )
        return call_result.ClearChargingProfile(status=ACCEPTED if were_any else UNKNOWN)

    @answers(Action.get_charging_profiles)
    def get_charging_profiles(self, evse_id: int | None = None, **_: Any) -> call_result.GetChargingProfiles:
        return call_result.GetChargingProfiles(status=ACCEPTED if self._told(evse_id) else NONE)

    @afterwards(Action.get_charging_profiles)
    async def profiles_wanted(self, request_id: int, evse_id: int | None = None, **_: Any) -> None:
        self._station.begin(self._report(request_id, self._told(evse_id)))

    @answers(Action.get_composite_schedule)
    def get_composite_schedule(self, duration: int, evse_id: int, **_: Any) -> call_result.GetCompositeSchedule:
        if evse_id and evse_id not in self._station.connectors:
            return call_result.GetCompositeSchedule(status=REJECTED)
        begins, periods = self._station.schedule(evse_id, duration)
        schedule: Any = {
            "evse_id": evse_id,
            "duration": duration,
            "schedule_start": timestamp(begins),
            "charging_rate_unit": "W",
            "charging_schedule_period": periods,
        }
        return call_result.GetCompositeSchedule(status=ACCEPTED, schedule=schedule)

    def _told(self, evse_id: int | None) -> list[tuple[int, list[Any]]]:
        return [
            (number, [profile_201(profile) for profile in profiles.values()])
            for number, profiles in self._station.profiles.by_connector.items()
            if profiles and evse_id in {None, number}
        ]

    async def _report(self, request_id: int, told: list[tuple[int, list[Any]]]) -> None:
        for place, (evse_id, profiles) in enumerate(told, start=1):
            await self.ask(
                call.ReportChargingProfiles(
                    request_id=request_id,
                    charging_limit_source=OPERATOR,
                    charging_profile=profiles,
                    evse_id=evse_id,
                    tbc=place < len(told),
                )
            )


def profile_of(told: dict[str, Any]) -> Profile:
    """A profile of 2.0.1 as one of 1.6: of several schedules the first counts, as only ISO 15118 has more."""
    purpose = told["charging_profile_purpose"]
    return {
        **told,
        "charging_profile_id": told["id"],
        "charging_profile_purpose": PURPOSES.get(purpose, purpose),
        "charging_schedule": told["charging_schedule"][0],
    }


def profile_201(profile: Profile) -> dict[str, Any]:
    """The same in the words in which it came."""
    purpose = profile["charging_profile_purpose"]
    told = {name: value for name, value in profile.items() if name != "charging_profile_id"}
    return told | {
        "charging_profile_purpose": PURPOSES_201.get(purpose, purpose),
        "charging_schedule": [profile["charging_schedule"]],
    }
