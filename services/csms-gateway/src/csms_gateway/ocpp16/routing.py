"""The table of OCPP 1.6: action → handler, whether its answer waits for Kafka, what it answers to nonsense."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from csms_gateway.events import Delivery
from csms_gateway.ocpp16.authorize import authorize
from csms_gateway.ocpp16.boot_notification import boot_notification
from csms_gateway.ocpp16.data_transfer import UNKNOWN_VENDOR, data_transfer
from csms_gateway.ocpp16.heartbeat import heartbeat
from csms_gateway.ocpp16.meter_values import meter_values
from csms_gateway.ocpp16.notifications import reject_csr
from csms_gateway.ocpp16.quirks import QUIRKS
from csms_gateway.ocpp16.samples import rename_meter_values
from csms_gateway.ocpp16.start_transaction import start_transaction
from csms_gateway.ocpp16.status_notification import status_notification
from csms_gateway.ocpp16.stop_transaction import stop_transaction
from csms_gateway.ocppj.faults import Fault
from csms_gateway.ocppj.notices import firmware_status, log_status, security_event
from csms_gateway.ocppj.routing import Dialect, Route
from csms_gateway.ocppj.schemas import request_schemas

# OCPP-J 1.6 section 4.2.3, with the specification's own misspellings (errata 5.1, quirk F7).
SPELLING: Final[Mapping[Fault, str]] = {
    Fault.UNKNOWN_ACTION: "NotImplemented",
    Fault.UNSUPPORTED_ACTION: "NotSupported",
    Fault.MALFORMED: "FormationViolation",
    Fault.MISSING_FIELD: "OccurenceConstraintViolation",
    Fault.WRONG_TYPE: "TypeConstraintViolation",
    Fault.WRONG_VALUE: "PropertyConstraintViolation",
    Fault.INTERNAL: "InternalError",
}

_transaction_data = partial(rename_meter_values, name="transactionData")

ROUTES: Final[Mapping[str, Route]] = {
    "BootNotification": Route(boot_notification),
    "Heartbeat": Route(heartbeat),
    "Authorize": Route(authorize),
    "StatusNotification": Route(status_notification, Delivery.HELD, fallback={}),
    "StartTransaction": Route(start_transaction, Delivery.HELD),
    "MeterValues": Route(meter_values, Delivery.HELD, fallback={}, prepare=rename_meter_values),
    "StopTransaction": Route(stop_transaction, Delivery.HELD, fallback={}, prepare=_transaction_data),
    "DataTransfer": Route(data_transfer, fallback=UNKNOWN_VENDOR),
    "FirmwareStatusNotification": Route(firmware_status, Delivery.HELD, fallback={}),
    "DiagnosticsStatusNotification": Route(log_status, Delivery.HELD, fallback={}),
    "SignedFirmwareStatusNotification": Route(firmware_status, Delivery.HELD, fallback={}),
    "LogStatusNotification": Route(log_status, Delivery.HELD, fallback={}),
    "SecurityEventNotification": Route(security_event, Delivery.HELD, fallback={}),
    "SignCertificate": Route(reject_csr),
}

OCPP16: Final = Dialect("ocpp1.6", ROUTES, request_schemas("v16"), SPELLING, QUIRKS)
