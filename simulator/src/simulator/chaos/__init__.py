"""A network in which everything goes wrong at the stations' side, and whether the product has it right in the end."""
