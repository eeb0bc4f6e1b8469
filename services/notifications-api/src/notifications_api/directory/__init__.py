"""Copies of organisations and stations: whose an event is."""
