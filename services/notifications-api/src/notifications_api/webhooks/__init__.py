"""Webhooks: addresses of other people's programs that are told what happens."""
