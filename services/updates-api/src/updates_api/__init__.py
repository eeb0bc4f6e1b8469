"""updates-api: software of the stations."""
