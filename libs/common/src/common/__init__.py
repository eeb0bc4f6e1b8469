"""Mechanism, never meaning: what every service needs and no service owns (docs/architecture.md)."""
