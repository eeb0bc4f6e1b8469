"""Protocol smartcharging.v1 (docs/native-protocol): our own stations tell more than OCPP can say."""
