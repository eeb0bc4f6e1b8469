"""Every frame between a station and the gateway, raw, in daily partitions."""
