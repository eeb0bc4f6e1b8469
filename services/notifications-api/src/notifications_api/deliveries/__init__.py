"""Deliveries: one event on its way to one webhook, tried until it is taken or given up."""
