"""Quirks of boot, status and vendor messages (B, H, S), and of registers (T10)."""

import copy

from simulator.faults.frames import Frame, is_call, samples
from simulator.faults.registry import EVENT, METER, START, STOP, Memory, Wire, quirk, raw_quirk

BOOT, STATUS = "BootNotification", "StatusNotification"
REGISTER = "Energy.Active.Import.Register"


@quirk("H12", "2.0.1 agreed, the boot is one of 1.6")
def older_boot(frame: Frame, _: Memory) -> None:
    if is_call(frame, BOOT) and "chargingStation" in frame[3]:
        station = frame[3]["chargingStation"]
        frame[3] = {"chargePointVendor": station["vendorName"], "chargePointModel": station["model"]}


@quirk("B5", "an empty vendor, a serial number of 60 characters, fields that nobody knows")
def odd_boot(frame: Frame, _: Memory) -> None:
    if is_call(frame, BOOT):
        holder = frame[3].get("chargingStation", frame[3])
        holder["vendorName" if holder is not frame[3] else "chargePointVendor"] = ""
        holder["serialNumber" if holder is not frame[3] else "chargePointSerialNumber"] = "0" * 60
        holder["iccid"], holder["x-vendor"] = "", {"meterType": "none"}


@quirk("B6", "the boot is told twice")
def second_boot(frame: Frame, memory: Memory) -> list[Frame] | None:
    return [frame, memory.aside(BOOT, copy.deepcopy(frame[3]))] if is_call(frame, BOOT) else None


@quirk("B8", "errorCode is a word of the maker's own, info is the text null")
def odd_code(frame: Frame, _: Memory) -> None:
    if is_call(frame, STATUS) and "errorCode" in frame[3]:
        frame[3] |= {"errorCode": "NoErrorAtAll", "info": "null", "vendorErrorCode": "0x00"}


@quirk("B10", "a status of a connector that nobody has declared")
def strange_connector(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, STATUS) or not memory.first_time("B10"):
        return None
    other = copy.deepcopy(frame[3])
    other["evseId" if "evseId" in other else "connectorId"] = 9
    return [frame, memory.aside(STATUS, other)]


@quirk("B13", "an older status comes after the newer one")
def older_status(frame: Frame, memory: Memory) -> list[Frame] | None:
    """The same words as before under the same time: what is known already must not open anything."""
    if not is_call(frame, STATUS):
        return None
    memory.statuses, before = copy.deepcopy(frame[3]), memory.statuses
    return [frame] if before is None else [frame, memory.aside(STATUS, before)]


@quirk("F11", "FirmwareStatusNotification with each boot")
def chatty(frame: Frame, memory: Memory) -> list[Frame] | None:
    return [frame, memory.aside("FirmwareStatusNotification", {"status": "Idle"})] if is_call(frame, BOOT) else None


@raw_quirk("Q04", "line breaks and blanks within frames")
def spacious(text: str, _: Memory) -> list[Wire]:
    return [text.replace(",", ",\n ", 3)]


@quirk("S9", "a flood of security events with each boot")
def alarmed(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, BOOT):
        return None
    event = {"type": "StartupOfTheDevice", "timestamp": "2026-01-01T00:00:00Z"}
    return [frame, *(memory.aside("SecurityEventNotification", event) for _ in range(20))]


@quirk("S11", "vendor data beside each MeterValues")
def vendor_data(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, METER):
        return None
    data = {"vendorId": "EN+", "messageId": "cpChargingParameterRpt", "data": '{"duty":0,"cpVoltage":12}'}
    return [frame, memory.aside("DataTransfer", data)]


@quirk("S12", "markup in texts")
def markup(frame: Frame, _: Memory) -> None:
    if is_call(frame, STATUS) and "errorCode" in frame[3]:
        frame[3]["info"] = "<script>alert('1')</script>"


@quirk("Q24", "Authorize with a field that only others have")
def eager_authorize(frame: Frame, _: Memory) -> None:
    if is_call(frame, "Authorize"):
        frame[3]["connectorId"] = 1


@quirk("M5", "a total current that contradicts the phases")
def wrong_total(frame: Frame, _: Memory) -> None:
    if is_call(frame, METER):
        for sample in samples(frame):
            if sample.get("measurand") == "Current.Import":
                sample["value"] = 999.0 if isinstance(sample["value"], float | int) else "999.0"


@quirk("T5", "a stop of a transaction that was never told to begin")
def orphan(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, STOP) or not memory.first_time("T5"):
        return None
    stranger = {"transactionId": 77_777, "meterStop": 4242, "timestamp": frame[3]["timestamp"]}
    return [memory.aside(STOP, stranger), frame]


@quirk("T10", "MeterValues count from the start of the session, the stop from the meter's life")
def session_register(frame: Frame, memory: Memory) -> None:
    if is_call(frame, START):
        memory.register_wh = frame[3]["meterStart"]
    if is_call(frame, METER) and memory.register_wh is not None:
        for sample in samples(frame):
            if sample.get("measurand") == REGISTER:
                sample["value"] = str(int(float(sample["value"])) - memory.register_wh)


@quirk("Q43", "2.0.1: all events say that they were kept offline")
def always_offline(frame: Frame, _: Memory) -> None:
    if is_call(frame, EVENT):
        frame[3]["offline"] = True
