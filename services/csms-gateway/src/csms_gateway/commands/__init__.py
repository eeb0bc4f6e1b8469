"""Commands of stations-api on their way to the sockets of this process."""
