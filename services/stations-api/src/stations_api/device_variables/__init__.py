"""Variables of a station: the device model of 2.0.1, the configuration keys of 1.6."""
