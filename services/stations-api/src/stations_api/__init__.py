"""stations-api: stations, connectors, regions and remote commands."""
