"""Charges: the price of each session, by the latest revision of its facts."""
