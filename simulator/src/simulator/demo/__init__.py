"""A network to look at: its stations, people and prices, weeks of its history, and its life from now on."""
