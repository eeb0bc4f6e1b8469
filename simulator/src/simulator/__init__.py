"""Virtual charging stations for SmartCharging.

The simulator is a witness from outside: it speaks to the product only as a charger (OCPP over a websocket) and as a
client of the public REST API, and shares no code with the services.
"""
