"""Copies of users and stations as far as groups and breakdowns name them."""
