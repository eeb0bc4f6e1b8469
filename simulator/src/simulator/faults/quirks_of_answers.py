"""Quirks of how orders are taken and answered (Q13 and following, B of settings, S of profiles)."""

from typing import Any

from simulator.faults.frames import ERROR, RESULT, Frame, is_call
from simulator.faults.registry import Memory, Refusal, order_quirk, quirk

SETTINGS, PROFILE = "GetConfiguration", "SetChargingProfile"
REFUSED_LEVEL = 3
MOST_PERIODS = 10
SLOW_SECONDS = 31.0
"""Longer than many central systems wait."""


@quirk("Q29", "settings are told as numbers and booleans")
def typed_settings(frame: Frame, memory: Memory) -> None:
    for item in _told_settings(frame, memory):
        value = str(item.get("value", ""))
        item["value"] = int(value) if value.isdecimal() else {"true": True, "false": False}.get(value, value)


@quirk("Q30", "switches are told as 0 and 1")
def digital_settings(frame: Frame, memory: Memory) -> None:
    for item in _told_settings(frame, memory):
        item["value"] = {"true": "1", "false": "0"}.get(str(item.get("value", "")), item.get("value"))


@order_quirk("Q30", "switches are told as 0 and 1; meter values are never sent when asked for")
def never_triggered(frame: Frame) -> Refusal | None:
    is_meant = is_call(frame, "TriggerMessage") and frame[3].get("requestedMessage") == "MeterValues"
    return Refusal([RESULT, frame[1], {"status": "Rejected"}]) if is_meant else None


@order_quirk("Q13", "says Current and Power, ignores limits in W")
def ignores_watts(frame: Frame) -> Refusal | None:
    units = [schedule.get("chargingRateUnit") for schedule in _schedules(frame)]
    return Refusal([RESULT, frame[1], {"status": "Accepted"}]) if "W" in units else None


@order_quirk("Q33", "profiles that begin at a moment, or of a high level, are rejected")
def particular(frame: Frame) -> Refusal | None:
    is_dated = any("startSchedule" in schedule for schedule in _schedules(frame))
    is_refused = is_dated or _profile(frame).get("stackLevel", 0) >= REFUSED_LEVEL
    return Refusal([RESULT, frame[1], {"status": "Rejected"}]) if is_refused else None


@order_quirk("Q48", "more than ten periods: half a minute, an empty status, and the line is cut")
def overwhelmed(frame: Frame) -> Refusal | None:
    return Refusal([RESULT, frame[1], {"status": ""}], SLOW_SECONDS, hangs_up=True) if _is_long(frame) else None


@order_quirk("Q49", "more than ten periods: CALLERROR whose details are text")
def text_details(frame: Frame) -> Refusal | None:
    if not _is_long(frame):
        return None
    return Refusal([ERROR, frame[1], "PropertyConstraintViolation", "Current limit exceeds MaxPeriods", "{}"])


def _told_settings(frame: Frame, memory: Memory) -> list[dict[str, Any]]:
    return frame[2].get("configurationKey", []) if memory.is_answer(frame, SETTINGS) else []


def _profile(frame: Frame) -> dict[str, Any]:
    if not is_call(frame, PROFILE):
        return {}
    profile: dict[str, Any] = frame[3].get("csChargingProfiles") or frame[3].get("chargingProfile") or {}
    return profile


def _schedules(frame: Frame) -> list[dict[str, Any]]:
    """The schedule of a profile of 1.6, or those of one of 2.0.1."""
    told = _profile(frame).get("chargingSchedule", [])
    return told if isinstance(told, list) else [told]


def _is_long(frame: Frame) -> bool:
    return any(len(schedule.get("chargingSchedulePeriod", [])) > MOST_PERIODS for schedule in _schedules(frame))
