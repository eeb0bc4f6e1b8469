"""OCPP 1.6J: one small module per action; `routing.py` is the table of what is served."""
