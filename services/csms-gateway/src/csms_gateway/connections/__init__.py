"""Sockets of stations: the door (HTTP, handshake, password), the socket behind a small interface, who is connected."""
