"""Tariffs: what may be charged, when, where and for whom."""
