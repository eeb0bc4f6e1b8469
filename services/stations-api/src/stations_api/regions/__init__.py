"""Regions: the tree of places that stations stand in; a region carries the time zone."""
