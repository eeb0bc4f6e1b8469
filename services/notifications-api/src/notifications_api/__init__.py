"""What must be told: the live stream to browsers."""
