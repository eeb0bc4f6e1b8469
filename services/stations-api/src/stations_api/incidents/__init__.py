"""Incidents: what is wrong with a station until it is right again."""
