"""Remote commands: creation, delivery, answer, observed effect."""
