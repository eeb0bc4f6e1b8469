"""`python -m csms_gateway.bench --output var/bench.json`: what a message costs the gateway."""
