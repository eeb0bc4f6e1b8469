"""Connectors of a station and what they said about themselves."""
