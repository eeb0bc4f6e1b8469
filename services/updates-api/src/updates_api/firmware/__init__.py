"""How far a station is with the update of its firmware."""
