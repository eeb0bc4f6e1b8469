"""Debts: what payers owe for sessions whose payments were refused; published so that others refuse the next start."""
