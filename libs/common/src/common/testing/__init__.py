"""Fixtures and helpers for the tests of every part: real PostgreSQL, real Kafka, a clock of our own."""
