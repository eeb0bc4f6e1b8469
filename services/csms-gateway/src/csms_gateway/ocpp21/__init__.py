"""OCPP 2.1: what it shares with 2.0.1 is served by the same handlers over its own schemas."""
