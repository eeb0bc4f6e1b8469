"""Stations: declared data, connection, health, snapshots."""
