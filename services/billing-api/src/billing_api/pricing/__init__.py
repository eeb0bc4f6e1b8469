"""Pure calculation: frozen tariffs and a session's registers in, lines and an amount out."""
