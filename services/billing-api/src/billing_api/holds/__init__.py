"""Pre-authorisation: money held at the provider while a session runs, captured or let go when it has ended."""
