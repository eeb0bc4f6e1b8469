"""The station's side of OCPP 1.6J."""
