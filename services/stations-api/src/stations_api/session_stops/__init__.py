"""Sessions that sessions-api wants to end: a rule of the product, not a person, stops them."""
