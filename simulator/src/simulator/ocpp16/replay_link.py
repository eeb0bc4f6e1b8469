"""What a replaying station answers when it is asked."""

from ocpp.v16 import call_result
from ocpp.v16.enums import (
    Action,
    AvailabilityStatus,
    ConfigurationStatus,
    RemoteStartStopStatus,
    ResetStatus,
    TriggerMessageStatus,
    UnlockStatus,
)

from simulator.ocpp16.link import Link, answers


class ReplayLink(Link):
    """Refuses what would change it: the station only delivers its past."""

    @answers(Action.remote_start_transaction)
    def remote_start(self, **_: object) -> call_result.RemoteStartTransaction:
        return call_result.RemoteStartTransaction(status=RemoteStartStopStatus.rejected)

    @answers(Action.remote_stop_transaction)
    def remote_stop(self, **_: object) -> call_result.RemoteStopTransaction:
        return call_result.RemoteStopTransaction(status=RemoteStartStopStatus.rejected)

    @answers(Action.reset)
    def reset(self, **_: object) -> call_result.Reset:
        return call_result.Reset(status=ResetStatus.rejected)

    @answers(Action.change_availability)
    def change_availability(self, **_: object) -> call_result.ChangeAvailability:
        return call_result.ChangeAvailability(status=AvailabilityStatus.rejected)

    @answers(Action.change_configuration)
    def change_configuration(self, **_: object) -> call_result.ChangeConfiguration:
        return call_result.ChangeConfiguration(status=ConfigurationStatus.rejected)

    @answers(Action.get_configuration)
    def get_configuration(self, key: list[str] | None = None) -> call_result.GetConfiguration:
        return call_result.GetConfiguration(configuration_key=[], unknown_key=key)

    @answers(Action.trigger_message)
    def trigger_message(self, **_: object) -> call_result.TriggerMessage:
        return call_result.TriggerMessage(status=TriggerMessageStatus.rejected)

    @answers(Action.unlock_connector)
    def unlock_connector(self, **_: object) -> call_result.UnlockConnector:
        return call_result.UnlockConnector(status=UnlockStatus.not_supported)
