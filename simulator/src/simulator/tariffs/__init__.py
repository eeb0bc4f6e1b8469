"""The tool's own idea of what a session costs, written from the contract and not from billing's code."""
