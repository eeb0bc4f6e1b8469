"""Copies of stations, for the organisation scope."""
