"""The table of OCPP 2.0.1: action → handler, whether its answer waits for Kafka, what it answers to nonsense."""

from collections.abc import Mapping
from typing import Final

from csms_gateway.events import Delivery
from csms_gateway.ocpp16.data_transfer import UNKNOWN_VENDOR, data_transfer
from csms_gateway.ocpp16.heartbeat import heartbeat
from csms_gateway.ocpp16.samples import rename_meter_values
from csms_gateway.ocpp201.authorize import authorize
from csms_gateway.ocpp201.boot_notification import boot_notification
from csms_gateway.ocpp201.meter_values import meter_values
from csms_gateway.ocpp201.notify_event import notify_event
from csms_gateway.ocpp201.notify_report import notify_report
from csms_gateway.ocpp201.quirks import QUIRKS
from csms_gateway.ocpp201.simple_answers import ANSWERS, routes
from csms_gateway.ocpp201.status_notification import status_notification
from csms_gateway.ocpp201.transaction_event import transaction_event
from csms_gateway.ocppj.faults import Fault
from csms_gateway.ocppj.notices import firmware_status, log_status, security_event
from csms_gateway.ocppj.routing import Dialect, Route
from csms_gateway.ocppj.schemas import request_schemas

# OCPP-J 2.0.1 part 4, section 4.3.
SPELLING: Final[Mapping[Fault, str]] = {
    Fault.UNKNOWN_ACTION: "NotImplemented",
    Fault.UNSUPPORTED_ACTION: "NotSupported",
    Fault.MALFORMED: "RpcFrameworkError",
    Fault.MISSING_FIELD: "OccurrenceConstraintViolation",
    Fault.WRONG_TYPE: "TypeConstraintViolation",
    Fault.WRONG_VALUE: "PropertyConstraintViolation",
    Fault.INTERNAL: "InternalError",
}

ROUTES: Final[Mapping[str, Route]] = {
    **routes(ANSWERS),
    "BootNotification": Route(boot_notification),
    "Heartbeat": Route(heartbeat),
    "Authorize": Route(authorize),
    "StatusNotification": Route(status_notification, Delivery.HELD, fallback={}),
    "TransactionEvent": Route(transaction_event, Delivery.HELD, fallback={}, prepare=rename_meter_values),
    "MeterValues": Route(meter_values, Delivery.HELD, fallback={}, prepare=rename_meter_values),
    "NotifyEvent": Route(notify_event, Delivery.HELD, fallback={}),
    "NotifyReport": Route(notify_report, Delivery.HELD, fallback={}),
    "FirmwareStatusNotification": Route(firmware_status, Delivery.HELD, fallback={}),
    "LogStatusNotification": Route(log_status, Delivery.HELD, fallback={}),
    "SecurityEventNotification": Route(security_event, Delivery.HELD, fallback={}),
    "DataTransfer": Route(data_transfer, fallback=UNKNOWN_VENDOR),
}

OCPP201: Final = Dialect("ocpp2.0.1", ROUTES, request_schemas("v201"), SPELLING, QUIRKS, orphan_id=b'"-1"')
