"""One live virtual station: connectors that charge cars, a queue that survives a lost line, and what it answers."""
