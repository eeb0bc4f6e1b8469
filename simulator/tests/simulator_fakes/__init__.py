"""A tiny product in memory: what the simulator talks to when the real one is not there."""
