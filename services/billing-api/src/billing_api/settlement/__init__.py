"""The difference between what a session costs and what was asked for, and the status that follows."""
