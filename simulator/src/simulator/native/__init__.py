"""Protocol smartcharging.v1, the station's end: docs/native-protocol."""
