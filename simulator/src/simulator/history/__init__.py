"""A generated network and some weeks of its sessions, the same bytes for the same seed."""
