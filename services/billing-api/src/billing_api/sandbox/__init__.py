"""A payment provider of our own that behaves like a stranger's: ledger, idempotency keys, faults on demand."""
