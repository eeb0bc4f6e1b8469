"""Requests to strangers' addresses: only to public ones, and to the very address that was checked."""
