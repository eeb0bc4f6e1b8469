"""A seeded mutator over real frames: bytes, JSON values, structure; the same seed makes the same frames."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

NASTY_VALUES: Final[Sequence[Any]] = (
    None, True, False, 0, -1, 1 << 31, 1 << 63, -(1 << 63) - 1, 10**400, 1e308, float("nan"), float("inf"), "", " ",
    "\x00", "\ud800", "x" * 9000, "NaN", "1e999", "-0", "2026-02-30T25:61:61Z", "0000-00-00T00:00:00Z", [], {}, [[]],
    [None], {"": None}, {"value": {"value": {}}}, "<script>", "'; drop table x;--", "\u202e", "9" * 400,
)  # fmt: skip
_NASTY_BYTES: Final = (b"\x00", b"\xff\xfe", b"\xc3", b"\xf0\x9f", b"\\u0000", b'"', b"{", b"}", b"[", b"]", b",", b":",
                       b"\\", b"\r\n", b"\xef\xbb\xbf", b"1e400", b"NaN", b"-Infinity")  # fmt: skip


class Mutator:
    """Endless broken frames made of good ones."""

    def __init__(self, frames: Sequence[str], seed: int) -> None:
        self._frames, self._random = frames, random.Random(seed)

    def __iter__(self) -> Iterator[bytes]:
        kinds: tuple[Callable[[str], bytes], ...] = (
            self._values, self._values, self._values, self._structure, self._bytes, self._bytes, self._splice,
            self._duplicate_keys, self._deep,
        )  # fmt: skip
        while True:
            frame = self._random.choice(self._frames)
            yield self._random.choice(kinds)(frame)

    def _values(self, frame: str) -> bytes:
        """Some values replaced by nasty ones."""
        value = json.loads(frame)
        for _ in range(self._random.randint(1, 4)):
            place = self._place(value)
            if place is not None:
                place[0][place[1]] = deepcopy(self._random.choice(NASTY_VALUES))
        return _dump(value)

    def _structure(self, frame: str) -> bytes:
        """Elements left out, doubled, or put elsewhere."""
        value = json.loads(frame)
        for _ in range(self._random.randint(1, 3)):
            place = self._place(value)
            if place is None:
                continue
            holder, key = place
            if self._random.random() < 0.5:
                del holder[key]
            elif isinstance(holder, list):
                holder.insert(0, deepcopy(holder[key]))
            else:
                holder[f"{key}X"] = deepcopy(holder[key])
        return _dump(value)

    def _bytes(self, frame: str) -> bytes:
        raw = bytearray(frame.encode())
        for _ in range(self._random.randint(1, 6)):
            at = self._random.randrange(len(raw) + 1)
            if self._random.random() < 0.4 and raw:
                del raw[at : at + self._random.randint(1, 20)]
            else:
                raw[at:at] = self._random.choice(_NASTY_BYTES)
        return bytes(raw)

    def _splice(self, frame: str) -> bytes:
        other = self._random.choice(self._frames).encode()
        raw = frame.encode()
        return raw[: self._random.randrange(len(raw))] + other[self._random.randrange(len(other)) :]

    def _duplicate_keys(self, frame: str) -> bytes:
        return frame.replace("{", '{"timestamp":1,"timestamp":[],"connectorId":"x",', 1).encode()

    def _deep(self, frame: str) -> bytes:
        depth = self._random.choice((10, 200, 2_000, 10_000))
        opening, closing = self._random.choice((("[", "]"), ('{"a":', "}")))
        deep = opening * depth + "1" + closing * depth
        return frame.replace("{", '{"info":' + deep + ",", 1).replace(",}", "}").encode()

    def _place(self, value: Any) -> tuple[Any, Any] | None:
        """A random holder and key somewhere inside."""
        places: list[tuple[Any, Any]] = []
        _collect(value, places)
        return self._random.choice(places) if places else None


def _collect(value: Any, places: list[tuple[Any, Any]]) -> None:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in entries:
        places.append((value, key))
        _collect(item, places)


def _dump(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")
