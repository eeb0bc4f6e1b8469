"""The facts of the gateway: read in batches, folded per station."""
