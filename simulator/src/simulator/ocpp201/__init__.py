"""The station's side of OCPP 2.0.1."""
