"""What the supervisor must know about a program, and the states a program goes through."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from signal import SIGTERM, Signals

Probe = Callable[[], Awaitable[None]]
"""Returns when the program is ready to serve, raises OSError when it is not."""


class Stage(IntEnum):
    """Layers of the product. The stop goes from the highest to the lowest, one layer at a time."""

    STORE = 0
    PREPARE = 1
    SERVICE = 2
    WEB = 3
    DEMO = 4


class State(StrEnum):
    """Where a program is in its life, as `make ps` shows it."""

    WAITING = "waiting"  # for the programs it starts after
    STARTING = "starting"  # runs, was not ready yet
    READY = "ready"
    DEGRADED = "degraded"  # runs, was ready once, is not now
    FAILING = "failing"  # ended by itself, will be started again
    DONE = "done"  # a one-shot that has succeeded
    STOPPING = "stopping"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Program:
    """One program under supervision.

    `after` names the programs that must be ready before the first start; with `patience_seconds` the start comes
    after that time anyway. A one-shot is run until it succeeds once. `user` is an account to run as (we are root then).
    """

    name: str
    argv: tuple[str, ...]
    stage: Stage
    probe: Probe | None = None
    after: tuple[str, ...] = ()
    patience_seconds: float | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    directory: Path | None = None
    user: str | None = None
    port: int | None = None
    stop_signal: Signals = SIGTERM
    stop_seconds: float = 10
    is_one_shot: bool = False
