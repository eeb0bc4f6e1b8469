"""Replay of real sessions, told late as a station tells them, and the comparison with what the product shows."""

from simulator.replay.crowd import Pace
from simulator.replay.result import ReplayResult
from simulator.replay.runner import ReplaySettings, run

__all__ = ["Pace", "ReplayResult", "ReplaySettings", "run"]
