"""OCPP 2.0.1 over JSON: one small module per action; `routing.py` is the table of what is served."""
