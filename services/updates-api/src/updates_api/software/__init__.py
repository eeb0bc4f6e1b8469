"""Which software each station reports, since when."""
