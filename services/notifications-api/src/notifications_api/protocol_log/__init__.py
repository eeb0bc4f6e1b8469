"""Frames of one station, live, for a person who watches it."""
