"""Supervisor of SmartCharging: starts every part in order, watches it, stops it; `python -m launcher --help`."""
