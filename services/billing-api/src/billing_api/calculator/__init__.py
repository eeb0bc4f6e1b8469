"""«This tariff on that session»: a price that nobody is charged."""
