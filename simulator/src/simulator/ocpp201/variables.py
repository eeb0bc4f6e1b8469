"""Variables of the device model (2.0.1, chapter B) over the station's configuration keys of 1.6."""

from typing import Any

from ocpp.v16.enums import ConfigurationStatus

from simulator.station.configuration import Configuration

KEYS = {"HeartbeatInterval": "HeartbeatInterval", "TxUpdatedInterval": "MeterValueSampleInterval"}


def read(configuration: Configuration, wanted: dict[str, Any]) -> Any:
    """One result of GetVariables: by the variable's name."""
    name = wanted["variable"]["name"]
    found, _ = configuration.read([KEYS.get(name, name)])
    answer = {"component": wanted["component"], "variable": wanted["variable"]}
    if not found:
        return {**answer, "attributeStatus": "UnknownVariable"}
    return {**answer, "attributeStatus": "Accepted", "attributeValue": found[0].value}


def write(configuration: Configuration, wanted: dict[str, Any]) -> Any:
    """One result of SetVariables."""
    name = wanted["variable"]["name"]
    outcome = configuration.change(KEYS.get(name, name), str(wanted["attribute_value"]))
    words = {ConfigurationStatus.accepted: "Accepted", ConfigurationStatus.rejected: "Rejected"}
    status = words.get(outcome, "UnknownVariable")
    return {"component": wanted["component"], "variable": wanted["variable"], "attributeStatus": status}
