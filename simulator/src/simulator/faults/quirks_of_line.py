"""Quirks of the socket (W)."""

from simulator.faults.frames import Frame, is_call
from simulator.faults.registry import EVENT, STOP, Memory, Wire, quirk, raw_quirk


@quirk("W5", "deaf: orders are never answered")
def deaf(frame: Frame, _: Memory) -> None:
    """`simulator.faults.socket` drops what is heard."""


@quirk("W6", "a DataTransfer of 300 kB after the boot")
def large(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, "BootNotification"):
        return None
    return [frame, memory.aside("DataTransfer", {"vendorId": "com.example", "data": "x" * 300_000})]


@raw_quirk("W7", "binary frames, fragments and empty texts in turns")
def odd_frames(text: str, memory: Memory) -> list[Wire]:
    middle = len(text) // 2
    forms: list[list[Wire]] = [[text.encode()], [[text[:middle], text[middle:]]], ["", text]]
    return forms[next(memory.numbers) % len(forms)]


@raw_quirk("W8", "NUL and other control bytes behind the text")
def control_bytes(text: str, _: Memory) -> list[Wire]:
    return [text + "\x00\x10\x0e"]


@quirk("W10", "hangs up with the stop, before the answer")
def hangs_up(frame: Frame, memory: Memory) -> None:
    is_end = is_call(frame, STOP) or (is_call(frame, EVENT) and frame[3]["eventType"] == "Ended")
    if is_end and memory.first_time(f"W10{frame[1]}"):
        memory.must_hang_up = True
