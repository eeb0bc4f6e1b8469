"""Payments: movements of money, driven through a provider exactly once."""
