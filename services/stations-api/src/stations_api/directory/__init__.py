"""Copies of users and organisations, kept from the topics of identity-api."""
